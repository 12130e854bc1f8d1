"""The model of today follows the plant over a past, and is compared with the twin of then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from twin_ops.backtest.figures import figures_of
from twin_ops.cli.app import app
from twin_ops.science.example import keep, said, settings_of
from twin_schemas.messages import AgentSnapshot, Measurement, Residual
from twin_schemas.record import Record

SECONDS = 600
SPAN = ("--from", "2026-01-01T00:08:20Z", "--to", "2026-01-01T00:10:00Z", "--json")
WRONG = "PT-941"


def told(*, offset: float = 0.0, snapshots: bool = True) -> Iterator[Record]:
    """A recorded plant, one instrument of which may be off; the twin of then was far from all."""
    for record in said(SECONDS):
        if isinstance(record, AgentSnapshot) and not snapshots:
            continue
        if isinstance(record, Measurement):
            off = offset if record.tag == WRONG else 0.0
            yield replace(record, value=record.value + off)
            yield then(record)
        else:
            yield record


def then(record: Measurement) -> Residual:
    return Residual(
        tag=record.tag,
        residual=0.3,
        measured=record.value,
        simulated=record.value - 0.3,
        unit=record.unit,
        quality="good",
        time_ns=record.source_time_ns,
        significance=6.0 if record.sequence % 2 else 0.0,
        spread=0.05,
    )


def asked(home: Path, records: Iterator[Record], *words: str, span: Sequence[str] = SPAN) -> Any:
    keep(home / "history", records)
    words = ("model", "backtest", *span, *words)
    done = CliRunner().invoke(app, words, env=settings_of(home))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), done.stderr


def test_a_model_that_fits_is_told_beside_the_twin_of_then(tmp_path: Path):
    found, _ = asked(tmp_path, told())
    rows = {row["tag"]: row for row in found["tags"]}
    assert set(rows) <= {"PT-940", "PT-941", "TT-941", "FT-941", "FT-942", "ZT-941"}
    assert rows[WRONG]["rms"] < 2
    assert rows[WRONG]["outside"] < 0.01
    assert rows[WRONG]["then_rms"] == pytest.approx(6 / 2**0.5, rel=0.01)
    assert rows[WRONG]["then_outside"] == pytest.approx(0.5, abs=0.01)
    assert found["suspected"] == []


def test_it_begins_at_rest_where_no_snapshot_is_kept_and_shows_what_is_asked_for(tmp_path: Path):
    found, words = asked(tmp_path, told(snapshots=False), "ft-*")
    assert "begins at its point at rest" in words
    assert {row["tag"] for row in found["tags"]} == {"FT-941", "FT-942"}


def test_a_span_without_enough_before_it_says_so(tmp_path: Path):
    span = ("--from", "2026-01-01T00:00:00Z", "--to", "2026-01-01T00:00:20Z", "--json")
    found, words = asked(tmp_path, told(), span=span)
    assert found["tags"] == []
    assert "nothing to compare" in " ".join(words.split())


def test_only_good_residuals_whose_deviation_is_known_count():
    good = then(next(one for one in said(1) if isinstance(one, Measurement)))
    bad, unknown = replace(good, quality="bad"), replace(good, spread=0.0)
    (figures,) = figures_of([good, bad, unknown, replace(good, significance=-8.0)]).values()
    assert (figures.count, figures.outside) == (2, 2)
    assert figures.rms == pytest.approx(((36 + 64) / 2) ** 0.5)
