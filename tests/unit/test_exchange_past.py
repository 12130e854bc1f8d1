"""Trends of more than an hour come from the files of the history."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from tests.unit.exchange_setup import NS, PLANT, Hand, Setup, opened

from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.past import Past, PastUnreadable, span_s
from twin_ops.rollups import HistoryRollups
from twin_ops.science.example import keep
from twin_schemas.access import Right
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.record import Record

NOW = Hand().now
HOUR = 3600 * NS
TWO_HOURS = "/v1/history?tag=FT-101&tag=TT-101&minutes=120&points=12"


def measured(ago_s: int, value: float, quality: str = "good", tag: str = "FT-101") -> Measurement:
    time_ns = NOW - ago_s * NS
    return Measurement(
        tag=tag,
        value=value,
        unit=PLANT.tags[tag].unit,
        quality=quality,  # type: ignore[arg-type]
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=0,
    )


def simulated(ago_s: int, value: float) -> SimulatedValue:
    return SimulatedValue(
        tag="FT-101",
        value=value,
        unit="kg/s",
        quality="good",
        time_ns=NOW - ago_s * NS,
        run_id="r",
        origin="model",
    )


SAID: list[Record] = [
    measured(6000, 10.0),
    measured(5999, 14.0),
    measured(5998, 99.0, "bad"),
    simulated(6000, 11.0),
    measured(3000, 20.0),
    measured(6000, 300.0, tag="TT-101"),
    measured(7300, 1.0),  # before the two hours
]


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    keep(tmp_path / "history", SAID)
    with opened(tmp_path, RecentHistory(Past(HistoryRollups(tmp_path / "history")))) as made:
        yield made


def test_each_span_has_mean_and_extremes_of_the_good_values_and_holes_are_holes(setup: Setup):
    series = setup.call("GET", TWO_HOURS).json()["series"]
    one = series["FT-101"]
    width = 600
    assert {b - a for a, b in pairwise(one["t"][:-1])} == {width}
    assert len({len(column) for column in one.values()}) == 1
    filled = [n for n, value in enumerate(one["reported"]) if value is not None]
    begins = [time - width / 2 for time in one["t"]]
    first, second = filled
    assert begins[first] <= NOW / NS - 6000 < begins[first] + width
    assert begins[second] <= NOW / NS - 3000 < begins[second] + width
    found = [one[name][first] for name in ("low", "reported", "high", "simulated")]
    assert found == [10.0, 12.0, 14.0, 11.0]
    assert one["simulated"][second] is None
    assert set(one["desired"]) == {None}
    assert [value for value in series["TT-101"]["reported"] if value is not None] == [300.0]


def test_the_last_span_has_what_is_newest(setup: Setup, tmp_path: Path):
    times = setup.call("GET", TWO_HOURS).json()["series"]["FT-101"]["t"]
    assert NOW / NS - 300 <= times[-1] <= NOW / NS
    assert 12 <= len(times) <= 13


def test_a_right_for_one_tag_is_none_for_the_past_of_another(setup: Setup):
    setup.add("ann", rights=[Right(action="read", tags="FT-*")])
    assert setup.call("GET", TWO_HOURS, user="ann").status_code == 403
    assert setup.call("GET", TWO_HOURS.replace("TT", "FT"), user="ann").status_code == 200


def test_the_last_hour_is_the_memory(setup: Setup):
    setup.report("FT-101", 5.0)
    setup.exchange.tick(setup.clock.now)
    found = setup.call("GET", "/v1/history?tag=FT-101&minutes=60").json()["series"]["FT-101"]
    assert found["reported"] == [5.0]


@pytest.mark.parametrize("query", ["minutes=50000", "minutes=0", "minutes=120&points=1"])
def test_what_can_not_be_drawn_is_refused(setup: Setup, query: str):
    assert setup.call("GET", f"/v1/history?tag=FT-101&{query}").status_code == 422


class Away:
    def rollups(self, *_: object) -> None:
        raise PastUnreadable("the disk is away")

    latest = rollups


@pytest.mark.parametrize("path", [TWO_HOURS, "/v1/moment?at=2001-01-01T00:00:00Z"])
@pytest.mark.parametrize(
    ("before", "words"),
    [(None, "has no history"), (Past(Away()), "the disk is away")],  # type: ignore[arg-type]
)
def test_a_past_that_is_not_there_is_told(
    tmp_path: Path, before: Past | None, words: str, path: str
):
    with opened(tmp_path, RecentHistory(before)) as setup:
        answer = setup.call("GET", path)
    assert answer.status_code == 503
    assert words in answer.json()["error"]


def test_a_broken_file_is_told_and_not_thrown(tmp_path: Path):
    keep(tmp_path / "history", SAID)
    for file in (tmp_path / "history").rglob("*.parquet"):
        file.write_bytes(b"PAR1 nonsense")
    with pytest.raises(PastUnreadable, match="is damaged"):
        HistoryRollups(tmp_path / "history").rollups(["FT-101"], 0, HOUR, HOUR)


@pytest.mark.parametrize(
    ("minutes", "points", "seconds"),
    [(60, 600, 6), (1000, 600, 100), (1440, 600, 180), (1440, 720, 120), (10080, 600, 1020)],
)
def test_spans_of_more_than_two_minutes_are_whole_minutes(
    minutes: float, points: int, seconds: int
):
    assert span_s(minutes, points) == seconds
