"""Setpoint sets over HTTP."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.unit import exchange_setup
from tests.unit.commanding import Hand
from tests.unit.exchange_setup import PLANT, Setup

from twin_agents.sets import Sets
from twin_schemas.messages import Measurement
from twin_schemas.record import Record
from twin_schemas.set_events import SetActionRequested

setup = exchange_setup.setup
TAGS = ("FIC-101.SP", "FIC-101.MODE", "FIC-101.OP")


@pytest.fixture
def agent(setup: Setup) -> Sets:
    """The agent of the sets, which answers as soon as it is asked."""
    made = Sets(PLANT, clock=Hand(setup.clock.now))
    publish = setup.out.publish

    async def and_answer(records: Iterable[Record]) -> None:
        given = list(records)
        await publish(given)
        asked = [record for record in given if isinstance(record, SetActionRequested)]
        for answer in [told for one in asked for told in made.handle(one)]:
            if type(answer) in made.handlers:
                made.handle(answer)
            if type(answer) in setup.exchange.handlers:
                setup.exchange.handle(answer)

    setup.out.publish = and_answer  # type: ignore[method-assign]
    return made


def report(setup: Setup, agent: Sets, **values: float) -> None:
    at = {tag: PLANT.tags[tag].design for tag in TAGS} | values
    for tag, value in at.items():
        setup.report(tag, value)
        agent.handle(_measured(tag, value))


def _measured(tag: str, value: float) -> Measurement:
    return Measurement(
        tag=tag,
        value=value,
        unit=PLANT.tags[tag].unit,
        quality="good",
        source_time_ns=1,
        server_time_ns=1,
        ingest_time_ns=1,
        origin="plant",
        sequence=1,
    )


def put(setup: Setup, name: str = "less", **body: object) -> int:
    answer = setup.call("PUT", f"/v1/sets/{name}", json=body)
    return int(answer.status_code)


def test_a_set_is_what_the_plant_is_at_and_can_be_compared(setup: Setup, agent: Sets):
    report(setup, agent)
    assert put(setup, tags=["FIC-101.*"], reason="shift") == 200
    (listed,) = setup.call("GET", "/v1/sets").json()["sets"]
    assert (listed["name"], listed["tags"], listed["reason"]) == ("less", 2, "shift")
    setpoint = PLANT.tags["FIC-101.SP"]
    report(setup, agent, **{setpoint.name: setpoint.design - 0.3})
    shown = setup.call("GET", "/v1/sets/less").json()["values"]
    row = next(row for row in shown if row["tag"] == setpoint.name)
    assert row["difference"] == pytest.approx(-0.3)
    assert row["within"] is False
    closely = setup.call("GET", "/v1/sets/less?tolerance=5").json()["values"]
    assert all(row["within"] for row in closely)


def test_a_plan_has_the_steps_and_is_carried_out_with_the_users_rights(setup: Setup, agent: Sets):
    report(setup, agent)
    put(setup, values={"FIC-101.SP": 19.0, "FIC-101.OP": 400.0})
    planned = setup.call("POST", "/v1/sets/less/plan", json={}).json()
    (step,) = planned["steps"]
    wanted = (1, "FIC-101.SP", 19.0, "kg/s")
    assert (step["phase"], step["tag"], step["value"], step["unit"]) == wanted
    body = {"plan_id": planned["plan_id"], "reason": "night"}
    number = setup.call("POST", "/v1/sets/less/restore", json=body).json()["restore_id"]
    (listed,) = setup.call("GET", "/v1/restores").json()["restores"]
    assert (listed["restore_id"], listed["state"]) == (number, "begun")
    asked = setup.out.of(SetActionRequested)[-1]
    assert (asked.tags, asked.reason, asked.author) == (["FIC-101.SP"], "night", "admin")
    assert asked.authorised_by == ["role admin"]
    assert setup.call("DELETE", f"/v1/restores/{number}").status_code == 202
    assert setup.out.of(SetActionRequested)[-1].action == "cancel"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/sets/none", None, 404),
        ("DELETE", "/v1/sets/none", None, 404),
        ("POST", "/v1/sets/none/plan", {}, 404),
        ("POST", "/v1/sets/less/restore", {"plan_id": "x"}, 404),
        ("DELETE", "/v1/restores/none", None, 404),
        ("PUT", "/v1/sets/less", {"tags": ["FT-*"]}, 422),
        ("PUT", "/v1/sets/less", {"values": {"FT-101": 1.0}}, 422),
        ("PUT", "/v1/sets/less", {"values": {"XX-1": 1.0}}, 404),
        ("PUT", "/v1/sets/bad%20name", {}, 422),
        ("POST", "/v1/sets/less/plan", {"tolerance": -1}, 422),
    ],
)
def test_nonsense_is_answered_with_what_to_do(
    setup: Setup, agent: Sets, method: str, path: str, body: object, status: int
):
    report(setup, agent)
    put(setup)
    answer = setup.call(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "hint"}


def test_a_deleted_set_is_gone(setup: Setup, agent: Sets):
    report(setup, agent)
    put(setup)
    assert setup.call("DELETE", "/v1/sets/less").status_code == 200
    assert setup.call("GET", "/v1/sets/less").status_code == 404


def test_without_the_agent_it_says_so(setup: Setup, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("twin_agents.exchange.set_routes._PATIENCE_SECONDS", 0.05)
    setup.report("FIC-101.MODE", 1.0)
    answer = setup.call("PUT", "/v1/sets/less", json={})
    assert answer.status_code == 503
    assert "no answer from sets" in answer.json()["error"]
