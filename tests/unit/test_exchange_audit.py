"""The audit log over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit import exchange_setup
from tests.unit.exchange_setup import Setup

from twin_schemas.access import Right
from twin_schemas.messages import AuditEntry

setup = exchange_setup.setup


def entry(sequence: int, actor: str = "ann", action: str = "setpoint.completed") -> AuditEntry:
    return AuditEntry(
        sequence=sequence,
        time_ns=sequence * 1_000_000_000,
        actor=actor,
        action=action,
        subject="FIC-101.SP",
        detail='{"value": 20.0}',
        previous_hash=f"hash of {sequence - 1}",
        hash=f"hash of {sequence}",
    )


@pytest.fixture
def told(setup: Setup) -> Setup:
    """An exchange that has heard of four deeds."""
    for one in (
        entry(1),
        entry(2, "bob"),
        entry(3, "bob", "login.refused"),
        entry(4, action="alarm.acknowledged"),
    ):
        setup.exchange.handle(one)
    return setup


def asked(setup: Setup, query: str = "", user: str = "admin") -> dict[str, Any]:
    found: dict[str, Any] = setup.call("GET", f"/v1/audit{query}", user=user).json()
    return found


def numbers(setup: Setup, query: str = "") -> list[int]:
    return [row["sequence"] for row in asked(setup, query)["entries"]]


def test_the_newest_comes_first_with_all_that_was_noted(told: Setup):
    found = asked(told)
    assert [row["sequence"] for row in found["entries"]] == [4, 3, 2, 1]
    assert found["entries"][1] == {
        "sequence": 3,
        "time": "1970-01-01T00:00:03.000+00:00",
        "actor": "bob",
        "action": "login.refused",
        "subject": "FIC-101.SP",
        "detail": '{"value": 20.0}',
        "hash": "hash of 3",
    }
    assert (found["head"], found["breaks"]) == ("4:hash of 4", 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?actor=bob", [3, 2]),
        ("?action=setpoint.*", [2, 1]),
        ("?subject=LIC*", []),
        ("?actor=bob&action=login.*", [3]),
        ("?limit=2", [4, 3]),
        ("?limit=2&before=3", [2, 1]),
    ],
)
def test_it_is_searched_and_read_page_by_page(told: Setup, query: str, expected: list[int]):
    assert numbers(told, query) == expected


def test_what_is_delivered_again_is_there_once(told: Setup):
    told.exchange.handle(entry(4))
    told.exchange.handle(entry(2))
    assert numbers(told) == [4, 3, 2, 1]
    assert asked(told)["breaks"] == 0


def test_an_entry_that_does_not_follow_is_counted(told: Setup):
    told.exchange.handle(entry(6))
    assert asked(told)["breaks"] == 1


def test_nothing_yet_is_an_empty_log(setup: Setup):
    assert asked(setup) == {"entries": [], "head": None, "breaks": 0}


def test_it_is_for_those_who_may_audit(told: Setup):
    told.add("eve", rights=[Right(action="read")])
    assert told.call("GET", "/v1/audit", user="eve").status_code == 403
    told.add("max", rights=[Right(action="audit")])
    assert told.call("GET", "/v1/audit", user="max").status_code == 200
