"""What alarms would have told of a past: as they are described, and as somebody would have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.plants import plant_of
from typer.testing import CliRunner

from twin_ops.backtest import change_of
from twin_ops.cli.app import app
from twin_ops.errors import Usage
from twin_ops.science.example import BEGIN, keep, settings_of
from twin_schemas.alarms import definitions_of
from twin_schemas.messages import Measurement
from twin_schemas.vocabulary import Quality

NS = 1_000_000_000
HIGH = 3.8  # bar, PT-941.high: after 15 s beyond, returns after 15 s below 3.64
SPAN = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-01T00:10:00Z", "--json")


def pressure(second: int, value: float, quality: Quality = "good") -> Measurement:
    time_ns = int(BEGIN.timestamp()) * NS + second * NS
    return Measurement(
        tag="PT-941",
        value=value,
        unit="bar",
        quality=quality,
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=second,
        late=False,
    )


def past() -> Iterator[Measurement]:
    """Twice beyond the limit: for 20 s from 60 s on, and for 100 s from 200 s on."""
    for second in range(1, 600):
        beyond = 60 <= second < 80 or 200 <= second < 300
        yield pressure(second, HIGH + 0.1 if beyond else 3.0)


def settings(home: Path, records: Iterator[Measurement]) -> dict[str, str]:
    keep(home / "history", records)
    return settings_of(home)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    environment = settings(tmp_path_factory.mktemp("past"), past())

    def ask(*words: str) -> Any:
        done = CliRunner().invoke(app, ["alarms", "backtest", *SPAN, *words], env=environment)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return ask


def test_what_was_beyond_a_limit_for_its_delay_is_counted_and_timed(asked: Any):
    told = asked()
    (row,) = told["alarms"]
    assert (row["alarm"], row["raised"], row["first"]) == (
        "PT-941.high",
        2,
        "2026-01-01T00:01:15.000+00:00",
    )
    # Raised 15 s after it went beyond, gone 15 s after it came back: as long as it was beyond.
    assert row["minutes"] == pytest.approx(120 / 60)
    assert told["described"]["raised"] == 2
    assert told["described"]["per_hour"] == pytest.approx(12)


def test_a_change_is_judged_beside_the_description(asked: Any):
    (row,) = asked("--change", "PT-941.high on-delay=30s")["alarms"]
    assert (row["raised"], row["changed"]) == (2, 1)
    (row,) = asked("--change", "pt-941.HIGH off")["alarms"]
    assert (row["raised"], row["changed"], row["changed_minutes"]) == (2, 0, 0.0)
    (row,) = asked("--change", "PT-941.high at=3.95")["alarms"]
    assert (row["raised"], row["changed"]) == (2, 0)


def test_a_limit_that_only_the_change_has_is_seen_too(asked: Any):
    rows = {row["alarm"]: row for row in asked("--change", "PT-941.low at=3.2")["alarms"]}
    assert (rows["PT-941.low"]["raised"], rows["PT-941.low"]["changed"]) == (0, 3)
    assert asked("PT-940*", "TT-941.*")["alarms"] == []


def test_what_is_not_good_or_not_there_raises_nothing(tmp_path: Path):
    def bad() -> Iterator[Measurement]:
        yield from (pressure(s, 4.0, "bad") for s in range(1, 60))
        yield from (pressure(s, 4.0) for s in (100, 110, 120))  # gaps longer than it may be silent
        yield from (pressure(s, 3.0) for s in range(130, 200))

    environment = settings(tmp_path, bad())
    done = CliRunner().invoke(app, ["alarms", "backtest", *SPAN], env=environment)
    (row,) = json.loads(done.stdout)["alarms"]
    assert row["raised"] == 1  # the good ones tell that it was beyond for 20 s


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("", "changes nothing"),
        ("PT-941.high", "changes nothing"),
        ("PT-941.high on=3", "is no setting of an alarm"),
        ("PT-941.high at=much", "can not be that"),
        ("PT-941.high deadband=-1", "can not be that"),
        ("PT-941.high on-delay=3", "is no span of time"),
        ("PT-941.high at=9", r"outside 2\.3 to 4\.5"),
        ("PT-941.high at=nan", r"outside 2\.3 to 4\.5"),
        ("XT-1.high off", "no alarm matches"),
    ],
)
def test_a_change_that_is_none_says_why(change: str, why: str):
    defined = {one.name: one for one in definitions_of(plant_of("nitrogen"))}
    with pytest.raises(Usage, match=why):
        change_of(change).applied(defined)


def test_a_table_tells_the_figures_of_both_lists(tmp_path: Path):
    words = ["alarms", "backtest", *SPAN[:-1], "--change", "PT-941.high on-delay=30s"]
    done = CliRunner().invoke(app, words, env=settings(tmp_path, past()))
    assert "PT-941.high\tmedium\t2\t1\t2\t" in done.stdout
    assert "as described: raised 2, per hour 12" in done.stderr
    assert "with the changes: raised 1, per hour 6" in done.stderr
