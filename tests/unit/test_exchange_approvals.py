"""The second person over HTTP and the stream."""

from __future__ import annotations

from typing import Any

from tests.unit import exchange_setup
from tests.unit.exchange_setup import PLANT, Setup

from twin_schemas.access import Right
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.messages import SetpointProgressed
from twin_schemas.vocabulary import CommandState

setup = exchange_setup.setup
TAG = PLANT.tags["TIC-201.SP"]
NS = 1_000_000_000
APPROVE = Right(action="approve").to_json()


def reach(setup: Setup, state: CommandState, number: str = "r1") -> None:
    """The commander says that ann's request has come to a state."""
    step = SetpointProgressed(
        request_id=number,
        tag=TAG.name,
        value=855.0,
        unit=TAG.unit,
        state=state,
        author="ann",
        time_ns=setup.clock.now,
    )
    setup.exchange.handle(step)


def wait_for_approval(setup: Setup, number: str = "r1") -> None:
    """The commander says that ann's request waits for a second person."""
    now = setup.clock.now
    asked = ApprovalRequested(
        request_id=number,
        tag=TAG.name,
        value=855.0,
        unit=TAG.unit,
        author="ann",
        reason="hotter",
        origin="operator",
        requested_ns=now,
        critical=TAG.critical,
        time_ns=now,
        expires_ns=now + 900 * NS,
    )
    setup.exchange.handle(asked)
    reach(setup, "awaiting_approval", number)


def decide(setup: Setup, user: str, number: str = "r1", **body: Any) -> Any:
    path = f"/v1/commands/{number}/approval"
    setup.add(user, "supervisor")
    return setup.call("POST", path, user=user, json={"approve": True} | body)


def waiting(setup: Setup) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = setup.call("GET", "/v1/approvals").json()["approvals"]
    return found


def test_what_waits_is_listed_with_its_author_and_the_time_left(setup: Setup):
    wait_for_approval(setup)
    setup.clock.now += 60 * NS
    (row,) = waiting(setup)
    assert (row["request_id"], row["author"], row["critical"]) == ("r1", "ann", TAG.critical)
    assert row["left_s"] == 840.0
    reach(setup, "approved")
    assert waiting(setup) == []


def test_the_one_that_runs_out_first_is_in_front(setup: Setup):
    wait_for_approval(setup, "r2")
    setup.clock.now -= 60 * NS
    wait_for_approval(setup)
    assert [row["request_id"] for row in waiting(setup)] == ["r1", "r2"]


def test_a_second_person_decides_and_the_commander_is_told(setup: Setup):
    wait_for_approval(setup)
    answer = decide(setup, "bob", reason="looked at it")
    assert (answer.status_code, answer.json()["decision"]) == (202, "approved")
    (decided,) = setup.out.records
    assert isinstance(decided, ApprovalDecided)
    assert (decided.user, decided.decision, decided.reason) == ("bob", "approved", "looked at it")
    assert (decided.right, decided.authorised_by) == (APPROVE, "role supervisor")
    assert decide(setup, "bob", approve=False).json()["decision"] == "rejected"


def test_who_may_not_approve_this_tag_is_refused(setup: Setup):
    wait_for_approval(setup)
    setup.add("cy", rights=[Right(action="approve", tags="FIC-*")])
    path = "/v1/commands/r1/approval"
    answer = setup.call("POST", path, user="cy", json={"approve": True})
    assert answer.status_code == 403
    assert "it is for FIC-*" in answer.json()["error"]


def test_the_author_is_told_that_another_has_to(setup: Setup):
    wait_for_approval(setup)
    answer = decide(setup, "ann")
    assert answer.status_code == 403
    assert "another person" in answer.json()["hint"]
    assert setup.out.records == []


def test_what_does_not_wait_can_not_be_decided(setup: Setup):
    assert decide(setup, "bob").status_code == 404
    wait_for_approval(setup)
    reach(setup, "refused")
    answer = decide(setup, "bob")
    assert (answer.status_code, "refused" in answer.json()["error"]) == (409, True)


def test_an_answer_that_the_bus_does_not_have_says_so(setup: Setup):
    wait_for_approval(setup)
    setup.out.away = True
    assert decide(setup, "bob").status_code == 503


def test_what_waits_is_known_after_a_restart_whatever_comes_first(setup: Setup):
    reach(setup, "awaiting_approval")
    assert waiting(setup) == []
    wait_for_approval(setup)
    assert len(waiting(setup)) == 1
    reach(setup, "refused")
    wait_for_approval(setup, "r2")
    assert [row["request_id"] for row in waiting(setup)] == ["r2"]


def test_what_has_run_out_is_forgotten(setup: Setup):
    wait_for_approval(setup)
    setup.clock.now += 902 * NS
    setup.exchange.tick(setup.clock.now)
    assert waiting(setup) == []


def test_who_watches_is_told_that_something_waits(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": setup.token, "subscribe": []})
        socket.receive_json()
        wait_for_approval(setup)
        kinds = {}
        while not {"approval", "command"} <= kinds.keys():
            message = socket.receive_json()
            kinds[message["type"]] = message
    assert kinds["approval"]["expires"]
    assert kinds["command"]["state"] == "awaiting_approval"
