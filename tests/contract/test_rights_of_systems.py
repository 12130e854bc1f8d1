"""Other systems change, supply and read what is theirs, and what they were granted by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.contract.office import NAME, OWNER, SCHEMA, office
from tests.unit.exchange_setup import Setup, opened

from twin_schemas.access import Right
from twin_schemas.access_events import AccessRefused


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    with opened(tmp_path) as made:
        made.exchange.office = office()
        made.add(OWNER, "system")
        made.add("warehouse", "system")
        yield made


PATH = f"/v1/contracts/{NAME}/1"


def supply(setup: Setup, user: str) -> int:
    answer = setup.call("POST", f"{PATH}/messages", user=user, json={"sample": "A"})
    return int(answer.status_code)


def test_only_the_owner_supplies_and_whoever_was_granted_to(setup: Setup):
    assert supply(setup, OWNER) == 200
    assert supply(setup, "warehouse") == 403
    (refused,) = setup.out.of(AccessRefused)
    assert (refused.user, refused.action, refused.subject) == ("warehouse", "supply", NAME)
    setup.add("warehouse", "system", rights=[Right(action="supply", tags="laboratory.*")])
    assert supply(setup, "warehouse") == 200


def test_a_consumer_reads_what_was_granted_by_name(setup: Setup):
    latest = f"{PATH}/latest"
    assert setup.call("GET", latest, user=OWNER).status_code == 200
    assert setup.call("GET", latest, user="warehouse").status_code == 403
    setup.add("warehouse", "system", rights=[Right(action="read", tags=NAME)])
    assert setup.call("GET", latest, user="warehouse").status_code == 200


@pytest.mark.parametrize("change", ["deprecate", "decommission"])
def test_only_the_owner_changes_a_contract(setup: Setup, change: str):
    assert setup.call("POST", f"{PATH}/{change}", user="warehouse").status_code == 403
    assert setup.call("POST", f"{PATH}/{change}", user=OWNER).status_code == 200


def declaration(name: str, owner: str, version: int = 1) -> dict[str, Any]:
    return {"name": name, "owner": owner, "version": version, "avro": SCHEMA}


def test_a_system_declares_in_its_own_name_only(setup: Setup):
    def declared(body: dict[str, Any], user: str) -> int:
        return int(setup.call("POST", "/v1/contracts", user=user, json=body).status_code)

    assert declared(declaration("stock.counted", "warehouse"), "warehouse") == 201
    assert declared(declaration("stock.moved", OWNER), "warehouse") == 403
    # Nor does it take over what belongs to somebody else by a version with its own name.
    assert declared(declaration(NAME, "warehouse", 3), "warehouse") == 403
    assert declared(declaration(NAME, OWNER, 3), OWNER) == 201


def _messages(setup: Setup, user: str, *topics: str) -> list[str]:
    with setup.client.websocket_connect("/v1/stream") as socket:
        hello = {"token": setup.token_of(user), "subscribe": [], "contracts": ["*"], "rate_hz": 50}
        socket.send_json(hello)
        socket.receive_json()
        for topic in topics:
            setup.exchange._pass_on(topic, {"topic": topic})
        setup.exchange.tick(setup.clock.now)
        heard: list[str] = []
        while (message := socket.receive_json())["type"] != "health":
            if message["type"] == "message":
                heard.append(message["topic"])
        return heard


def test_the_stream_has_the_messages_of_contracts_that_one_may_read(setup: Setup):
    setup.add("vic", "viewer")
    setup.add("sue", "supervisor")
    topics = f"{NAME}.v1", "plant.measurement.v1", "audit.entry.v1", "access.user_changed.v1"
    assert _messages(setup, OWNER, *topics) == [f"{NAME}.v1"]
    assert _messages(setup, "warehouse", *topics) == []
    assert _messages(setup, "vic", *topics) == list(topics[:2])
    assert _messages(setup, "sue", *topics) == list(topics)


def test_who_may_not_read_the_log_does_not_have_it_read_for_the_stream(setup: Setup):
    setup.add("vic", "viewer")
    assert setup.exchange.office is not None
    followed = setup.exchange.office.reader.feed.add  # a mock
    _messages(setup, "vic")
    names = {call.args[0] for call in followed.call_args_list}  # type: ignore[attr-defined]
    assert "plant.measurement.v1" in names
    assert not [name for name in names if name.startswith(("audit.", "access."))]
