"""The adapter connects to no server whose certificate nobody has accepted."""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.integration.test_opcua_security import MEASURED, PLANT, running

from twin_ops.certificates.issue import new_application
from twin_ops.opcua_identities import certificate_in
from twin_ops.plant_link import (
    ensure_link,
    link_security,
    plant_identity,
    trust_of,
)
from twin_ops.secret_file import write_secret
from twin_ops.settings import Settings, load_settings
from twin_ops.torture.seen import Seen
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.trust_list import thumbprint

pytestmark = pytest.mark.opcua


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = replace(load_settings({}), home=tmp_path)
    ensure_link(made)
    return made


@asynccontextmanager
async def adapting(settings: Settings, url: str) -> AsyncIterator[tuple[OpcUaAdapter, Seen]]:
    adapter = OpcUaAdapter(url=url, tags=PLANT.tags, security=link_security(settings))
    seen = Seen()
    task = asyncio.create_task(adapter.run(seen))
    try:
        yield adapter, seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def show_another(settings: Settings, uri: str, days: float) -> str:
    """Gives the server a certificate that nobody knows; its thumbprint."""
    made = new_application("another", uri, ["127.0.0.1"], timedelta(days=days))
    write_secret(plant_identity(settings), made.key_pem() + made.certificate_pem())
    return thumbprint(made.certificate)


async def test_a_new_instance_connects_secured_by_itself(settings: Settings):
    async with running(settings) as office, adapting(settings, office.url) as (adapter, seen):
        await seen.until_all([MEASURED], "good", 0)
        assert adapter.unwell() == ""


async def test_an_unknown_server_is_refused_until_it_is_accepted(settings: Settings):
    unknown = show_another(settings, "urn:another", days=30)
    async with running(settings) as office, adapting(settings, office.url) as (adapter, seen):
        bad = await seen.until_all(PLANT.tags, "bad", 0, unknown)
        assert all(math.isnan(one.value) for one in bad)
        assert f"twin trust accept {unknown[:16]}" in adapter.unwell()
        (listed,) = [one for one in trust_of(settings).entries() if not one.accepted]
        assert thumbprint(listed.certificate) == unknown
        trust_of(settings).accept(listed.certificate)
        await seen.until_all(PLANT.tags, "good", len(seen.records))


async def test_a_server_that_is_rejected_while_it_is_connected_is_left(settings: Settings):
    async with running(settings) as office, adapting(settings, office.url) as (_, seen):
        await seen.until_all(PLANT.tags, "good", 0)
        mark = len(seen.records)
        trust_of(settings).reject(certificate_in(plant_identity(settings)))
        await seen.until_all(PLANT.tags, "bad", mark, "is not trusted")


@pytest.mark.parametrize(
    ("shown", "called", "days", "word"),
    [
        ("urn:another", "urn:another", -0.01, "it expired on"),
        ("urn:another", "urn:impostor", 30, "the server calls itself urn:impostor"),
    ],
)
async def test_what_is_wrong_with_a_certificate_is_told_and_accepting_it_does_not_help(
    settings: Settings, shown: str, called: str, days: float, word: str
):
    show_another(settings, shown, days)
    trust_of(settings).accept(certificate_in(plant_identity(settings)))
    async with running(settings) as office:
        for endpoint in office.server.asyncua.iserver.endpoints:
            endpoint.Server.ApplicationUri = called
        async with adapting(settings, office.url) as (adapter, seen):
            await seen.until_all(PLANT.tags, "bad", 0, word)
            assert "is refused" in adapter.unwell()


async def test_a_server_that_offers_no_security_is_not_taken(settings: Settings):
    async with running(settings) as office:
        endpoints = office.server.asyncua.iserver.endpoints
        endpoints[:] = [one for one in endpoints if one.SecurityMode.name == "Sign"]
        async with adapting(settings, office.url) as (_, seen):
            await seen.until_all([MEASURED], "bad", 0, "offers Basic256Sha256 Sign, not")


async def test_a_user_that_the_server_does_not_know_is_told_with_the_settings(settings: Settings):
    async with running(settings) as office:
        stranger = replace(link_security(settings), user="eve", password="guessed")
        adapter = OpcUaAdapter(url=office.url, tags=PLANT.tags, security=stranger)
        seen = Seen()
        task = asyncio.create_task(adapter.run(seen))
        await seen.until_all([MEASURED], "bad", 0, "refuses the user eve: set TWIN_OPCUA_USER")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def twin(settings: Settings, *words: str, code: int = 0) -> str:
    """Runs the command beside the server, which runs in this process."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from twin_ops.cli import main; main()", *words),
        env={"TWIN_HOME": str(settings.home), "PYTHONPATH": ":".join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == code, err.decode()
    return (out or err).decode()


async def test_the_commands_list_show_accept_reject_and_remove(settings: Settings):
    unknown = show_another(settings, "urn:another", days=30)
    async with running(settings) as office:
        told = json.loads(await twin(settings, "trust", "show", office.url, "--json", code=1))
        assert told["thumbprint"] == unknown
        assert told["application_uri"] == "urn:another"
        assert told["offers"] == ["Basic256Sha256 Sign", "Basic256Sha256 SignAndEncrypt"]
        assert "twin trust accept" in told["problem"]
        await twin(settings, "trust", "accept", unknown[:16].lower())
        told = json.loads(await twin(settings, "trust", "show", office.url, "--json"))
        assert (told["accepted"], told["problem"]) == (True, "")
    rows = [json.loads(line) for line in (await twin(settings, "trust", "--json")).splitlines()]
    assert {row["thumbprint"]: row["accepted"] for row in rows}[unknown] is True
    await twin(settings, "trust", "reject", unknown[:16])
    await twin(settings, "trust", "show", unknown, code=1)
    await twin(settings, "trust", "remove", unknown[:16])
    assert unknown not in await twin(settings, "trust", "list")


async def test_what_the_commands_cannot_do_has_its_exit_code(settings: Settings):
    assert "twin trust list" in await twin(settings, "trust", "accept", "ABCD", code=2)
    away = "opc.tcp://127.0.0.1:1"
    assert "does not answer" in await twin(settings, "trust", "show", away, code=5)
