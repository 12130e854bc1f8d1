"""An unmodified OPC UA client of Node against the emulated plant's server and the twin's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.npm_packages import HINT, OPCUA_CLIENT, is_installed
from tests.integration.opcua_server.office import MEASURED, PLANT, SETPOINT, serving
from tests.integration.test_opcua_security import running

from twin_ops.certificates.issue import new_application
from twin_ops.frontend import find_node
from twin_ops.opcua_server_door import USER
from twin_ops.plant_link import ensure_link
from twin_ops.settings import Settings, load_settings
from twin_plc_adapters.opcua import names as plant_names
from twin_plc_adapters.opcua.engineering_units import unit_id
from twin_plc_adapters.opcua.refusals import REFUSAL
from twin_plc_adapters.opcua_server import names as twin_names
from twin_schemas.plant import Tag

pytestmark = pytest.mark.opcua
TAG = PLANT.tags[MEASURED]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = replace(load_settings({}), home=tmp_path / "home")
    ensure_link(made)
    return made


@pytest.fixture
def client(tmp_path: Path) -> dict[str, str]:
    """What the client shows of itself."""
    if not is_installed(OPCUA_CLIENT):
        pytest.fail(HINT)
    uri = "urn:somebody:else"
    made = new_application("somebody else's client", uri, ["localhost"], timedelta(days=1))
    certificate, key = tmp_path / "client.crt", tmp_path / "client.key"
    certificate.write_text(made.certificate_pem())
    key.write_text(made.key_pem())
    files = {"certificate": str(certificate), "key": str(key), "folder": str(tmp_path / "pki")}
    return files | {"applicationUri": uri}


async def told_by(
    task: dict[str, Any], subscribed: Callable[[], Awaitable[None]]
) -> dict[str, Any]:
    """What the client finds; `subscribed` is called when it waits for another value."""
    process = await asyncio.create_subprocess_exec(
        *find_node().node,
        str(OPCUA_CLIENT / "client.mjs"),
        json.dumps(task),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        if await process.stdout.readline():
            await subscribed()
        rest, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    found: dict[str, Any] = json.loads(rest)
    return found


def path_of(tag: Tag) -> str:
    return plant_names.node_path(tag)


def as_described(value: float) -> dict[str, Any]:
    return {
        "value": value,
        "status": "Good",
        "dated": True,
        "low": TAG.low,
        "high": TAG.high,
        "unit": TAG.unit,
        "unitId": unit_id(TAG.unit),
    }


async def test_it_reads_the_emulated_plant_and_writes_nothing(
    settings: Settings, client: dict[str, str]
):
    async with running(settings) as office:
        task = client | {
            "url": office.url,
            "namespace": plant_names.NAMESPACE,
            "read": path_of(TAG),
            "write": [path_of(TAG), path_of(PLANT.tags[SETPOINT])],
        }
        found = await told_by(task, lambda: office.server.show({MEASURED: 7.5}, {}))
    tags = PLANT.tags.values()
    told = [f"{path_of(tag)}/{REFUSAL}" for tag in tags if tag.writable]
    assert found["variables"] == sorted([*map(path_of, tags), *told])
    assert found["read"] == as_described(TAG.design)
    assert found["followed"] == 7.5
    assert [*found["written"].values()] == ["BadNotWritable", "BadUserAccessDenied"]
    assert found["strangers"][0] == ""
    assert "BadUserAccessDenied" in found["strangers"][1]
    assert office.written == []


async def test_it_reads_the_twin_and_writes_nothing(settings: Settings, client: dict[str, str]):
    def path(tag: str, series: twin_names.Series) -> str:
        return twin_names.value_path(PLANT.tags[tag], series)

    async with serving(settings) as office:
        office.tell()
        task = client | {
            "url": office.url,
            "user": USER,
            "password": office.password,
            "namespace": twin_names.NAMESPACE,
            "read": path(MEASURED, "Reported"),
            "write": [path(SETPOINT, "Desired"), path(MEASURED, "Reported")],
        }

        async def another() -> None:
            office.report(MEASURED, 7.25)

        found = await told_by(task, another)
    assert found["variables"] == sorted(path(t, s) for t in PLANT.tags for s in twin_names.SERIES)
    assert found["read"] == as_described(7.5)
    assert found["followed"] == 7.25
    assert [*found["written"].values()] == ["BadUserAccessDenied", "BadUserAccessDenied"]
    assert all(found["strangers"])
