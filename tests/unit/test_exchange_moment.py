"""The plant at a moment that is over comes from the files of the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.exchange_setup import NS, PLANT, Hand, Setup, opened
from tests.unit.predicting import predicted
from tests.unit.test_exchange_alarms import ALARM, POINTS
from tests.unit.test_exchange_past import measured, simulated

from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.past import Past
from twin_ops.rollups import HistoryRollups
from twin_ops.science.example import keep
from twin_schemas.access import Right
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
from twin_schemas.following_events import FaultSuspected
from twin_schemas.messages import AgentHealth, Residual, SetpointProgressed
from twin_schemas.record import Record
from twin_schemas.release_events import ReleaseEstimated

NOW = Hand().now
INTERLOCK = next(iter(PLANT.interlocks.values()))
FLARE = INTERLOCK.trips[0].equipment


def alarm(ago_s: int, state: str, sequence: int) -> AlarmChanged:
    point = POINTS[ALARM]
    return AlarmChanged(
        alarm=ALARM,
        tag=point.tag,
        limit=point.limit,
        state=state,  # type: ignore[arg-type]
        change="raised",
        priority=point.priority,
        value=point.setting,
        setting=point.setting,
        unit=point.unit,
        occurrence=1,
        sequence=sequence,
        raised_ns=NOW - ago_s * NS,
        time_ns=NOW - ago_s * NS,
        consequence=point.consequence,
        origin="plant",
    )


def interlock(ago_s: int, state: str) -> InterlockChanged:
    return InterlockChanged(
        interlock=INTERLOCK.name,
        tag=INTERLOCK.tag,
        state=state,  # type: ignore[arg-type]
        value=1.0,
        limit=INTERLOCK.limit,
        unit="bar",
        first_out=INTERLOCK.name,
        actuators=["FV-101"],
        origin="plant",
        time_ns=NOW - ago_s * NS,
    )


def residual(ago_s: int) -> Residual:
    return Residual(
        tag="FT-101",
        residual=0.5,
        measured=14.0,
        simulated=13.5,
        unit="kg/s",
        quality="good",
        time_ns=NOW - ago_s * NS,
        significance=1.5,
        spread=0.3,
    )


def step(ago_s: int, state: str, request: str = "one", value: float = 15.0) -> SetpointProgressed:
    return SetpointProgressed(
        request_id=request,
        tag="FIC-101.SP",
        value=value,
        unit="kg/s",
        state=state,  # type: ignore[arg-type]
        author="ann",
        time_ns=NOW - ago_s * NS,
    )


def healthy(ago_s: int, state: str, reason: str) -> AgentHealth:
    return AgentHealth(
        agent="alarms",
        state=state,  # type: ignore[arg-type]
        reason=reason,
        time_ns=NOW - ago_s * NS,
        started_ns=NOW - 900 * NS,
        pid=1,
        handled=3,
        rejected=0,
        buffered=0,
        dropped=0,
    )


def suspected(ago_s: int, *, present: bool) -> FaultSuspected:
    return FaultSuspected(
        target="FT-101",
        place="sensor",
        fault="bias",
        present=present,
        size=1.0,
        significance=5.0,
        since_ns=NOW - 700 * NS,
        run_id="run",
        time_ns=NOW - ago_s * NS,
    )


def released(ago_s: int, place: str, rate: float) -> ReleaseEstimated:
    return ReleaseEstimated(
        place=place,
        kind="flare",
        phase="gas",
        rate=rate,
        temperature=300.0,
        burning=True,
        time_ns=NOW - ago_s * NS,
        origin="model",
        wind=5.0,
    )


SAID: list[Record] = [
    released(601, FLARE, 2.0),
    released(600, FLARE, 3.0),
    released(599, FLARE, 4.0),
    step(620, "requested"),
    step(619, "accepted"),
    step(610, "completed"),
    step(550, "requested", "two", 16.0),
    step(549, "accepted", "two", 16.0),
    step(540, "refused", "three", 99.0),
    replace(predicted("one"), time_ns=NOW - 620 * NS),
    healthy(601, "degraded", "the disk is full"),
    healthy(598, "healthy", ""),
    suspected(650, present=True),
    suspected(560, present=False),
    measured(602, 10.0),
    measured(600, 14.0),
    simulated(600, 13.5),
    residual(600),
    measured(599, 99.0),
    measured(600, 5.0, "bad", tag="TT-101"),
    measured(300, 1.0, tag="PT-101"),
    alarm(700, "unacknowledged", 1),
    alarm(500, "normal", 2),
    interlock(650, "tripped"),
    interlock(640, "normal"),
]


def at(ago_s: float) -> str:
    time = datetime.fromtimestamp(NOW / NS - ago_s, UTC)
    return f"/v1/moment?at={time.isoformat().replace('+00:00', 'Z')}"


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    keep(tmp_path / "history", SAID)
    with opened(tmp_path, RecentHistory(Past(HistoryRollups(tmp_path / "history")))) as made:
        yield made


def moment(setup: Setup, ago_s: float) -> dict[str, Any]:
    found: dict[str, Any] = setup.call("GET", at(ago_s)).json()
    return found


def values(setup: Setup, ago_s: float) -> dict[str, dict[str, Any]]:
    return {value["tag"]: value for value in moment(setup, ago_s)["values"]}


def test_values_are_those_of_then_with_their_quality_and_age_and_are_no_live_ones(setup: Setup):
    found = values(setup, 599.5)
    flow, bad = found["FT-101"], found["TT-101"]
    assert (flow["value"], flow["simulated"], flow["residual"]) == (14.0, 13.5, 0.5)
    assert (flow["quality"], flow["origin"], flow["age_s"]) == ("good", "replay", 0.5)
    assert bad["quality"] == "bad"
    assert set(found) == set(PLANT.tags)


def test_what_was_wanted_of_a_tag_is_what_had_been_accepted_then(setup: Setup):
    wanted = {ago: values(setup, ago)["FIC-101.SP"]["desired"] for ago in (619.5, 600, 549, 500)}
    assert wanted == {619.5: None, 600: 15.0, 549: 16.0, 500: 16.0}


def told(setup: Setup, part: str, ago_s: float, user: str = "admin") -> dict[str, Any]:
    path = at(ago_s).replace("/moment?", f"/moment/{part}?")
    found: dict[str, Any] = setup.call("GET", path, user=user).json()
    return found


def test_commands_had_come_as_far_as_they_had_then(setup: Setup):
    (one,) = told(setup, "commands", 615)["commands"]
    assert [stage["state"] for stage in one["stages"]] == ["requested", "accepted"]
    assert one["prediction"]["request_id"] == "one"
    found = told(setup, "commands", 0)["commands"]
    assert [row["request_id"] for row in found] == ["three", "two", "one"]
    assert [stage["state"] for stage in found[-1]["stages"]][-1] == "completed"
    setup.add("ann", rights=[Right(action="read", tags="TT-*")])
    assert told(setup, "commands", 0, "ann")["commands"] == []


def test_twin_and_agents_were_as_they_had_told_then(setup: Setup):
    then = told(setup, "health", 600)
    assert [one["target"] for one in then["twin"]["faults"]] == ["FT-101"]
    assert then["twin"]["behind_s"] == 0.0
    (agent,) = then["agents"]
    assert (agent["name"], agent["state"], agent["reason"]) == (
        *("alarms", "degraded", "the disk is full"),
    )
    later = told(setup, "health", 500)
    assert later["twin"]["faults"] == []
    assert later["agents"][0]["state"] == "down"  # it had been silent for 98 s


def test_who_had_told_nothing_for_long_has_no_value(setup: Setup):
    assert values(setup, 599.5)["PT-101"]["value"] is None
    assert values(setup, 0)["FT-101"]["value"] is None


def test_silence_that_counted_as_stale_then_counts_so_now(setup: Setup):
    stale = values(setup, 599 - PLANT.tags["FT-101"].stale_s - 1)["FT-101"]
    assert (stale["value"], stale["quality"]) == (99.0, "uncertain")
    assert stale["reason"].startswith("stale")


def test_alarms_and_interlocks_are_in_their_states_of_then(setup: Setup):
    assert [row["alarm"] for row in moment(setup, 699)["alarms"]] == [ALARM]
    assert moment(setup, 701)["alarms"] == []
    assert moment(setup, 499)["alarms"] == []
    assert [row["interlock"] for row in moment(setup, 649)["interlocks"]] == [INTERLOCK.name]
    assert moment(setup, 639)["interlocks"] == []


def test_what_came_out_is_what_the_model_had_told_then(setup: Setup):
    (flare,) = moment(setup, 599.5)["releases"]
    assert (flare["place"], flare["rate"]) == (FLARE, 3.0)
    assert moment(setup, 593)["releases"] == []
    setup.add("ann", rights=[Right(action="read", tags="XX-*")])
    assert setup.call("GET", at(599.5), user="ann").json()["releases"] == []


def test_a_right_for_some_tags_is_none_for_the_past_of_others(setup: Setup):
    setup.add("ann", rights=[Right(action="read", tags="FT-*")])
    found = setup.call("GET", at(599.5), user="ann").json()
    assert {value["tag"][:3] for value in found["values"]} == {"FT-"}
    assert found["alarms"] == []


@pytest.mark.parametrize(
    "path",
    [
        at(-60),
        "/v1/moment",
        "/v1/moment?at=yesterday",
        "/v1/moment?at=0.5",
        "/v1/moment?at=2026-01-01T00:00:00",
        at(-60).replace("moment?", "moment/commands?"),
        at(-60).replace("moment?", "moment/health?"),
    ],
)
def test_what_is_no_moment_of_the_past_is_refused(setup: Setup, path: str):
    assert setup.call("GET", path).status_code == 422


def test_the_span_is_that_of_all_measurements(setup: Setup):
    span = setup.call("GET", "/v1/moment/span").json()
    first, last = (datetime.fromisoformat(span[name]).timestamp() for name in ("first", "last"))
    assert (first, last) == pytest.approx((NOW / NS - 602, NOW / NS - 300), abs=0.001)


def test_an_empty_history_has_neither_first_nor_last(tmp_path: Path):
    (tmp_path / "history").mkdir()
    with opened(tmp_path, RecentHistory(Past(HistoryRollups(tmp_path / "history")))) as setup:
        assert setup.call("GET", "/v1/moment/span").json() == {"first": None, "last": None}
        assert all(value["value"] is None for value in values(setup, 60).values())


def test_a_trend_may_end_in_the_past(setup: Setup):
    end = at(590).partition("=")[2]
    path = f"/v1/history?tag=FT-101&minutes=1&points=60&end={end}"
    found = setup.call("GET", path).json()["series"]["FT-101"]
    told = [value for value in found["reported"] if value is not None]
    assert told == [10.0, 14.0, 99.0]
    assert max(found["t"]) <= NOW / NS - 590
