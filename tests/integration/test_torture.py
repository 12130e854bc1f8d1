"""The trials of `twin adapter torture`, one test each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.settings import Settings, load_settings
from twin_ops.torture.bus_stand import bus_stand
from twin_ops.torture.kafka_trial import kafka_away
from twin_ops.torture.link_trials import LINK_TRIALS, LinkTrial
from twin_ops.torture.run import SMALL_PLANT
from twin_ops.torture.seen import unmarked_gaps
from twin_ops.torture.stand import stand
from twin_schemas.messages import Measurement
from twin_schemas.plant import load_plant

pytestmark = pytest.mark.opcua
PLANT = load_plant(SMALL_PLANT)


@pytest.mark.parametrize("trial", LINK_TRIALS, ids=lambda trial: trial.name)
async def test_a_broken_link_is_told_and_heals_by_itself(trial: LinkTrial, tmp_path: Path):
    settings = replace(load_settings({}), home=tmp_path)
    async with stand(settings, PLANT, trial.channel_ms) as made:
        assert await trial.run(made)


async def test_a_server_that_stands_still_for_two_seconds_keeps_its_link(tmp_path: Path):
    async with stand(replace(load_settings({}), home=tmp_path), PLANT) as made:
        came = made.proxy.connections
        made.proxy.hold()
        await asyncio.sleep(2.5)  # what is tried is the time itself
        made.proxy.let_go()
        mark, scans = made.mark(), made.scans + 20
        await made.seen.until(
            "values come again", lambda: any(m.value >= scans for m in made.seen.since(mark))
        )
        assert made.proxy.connections == came
        assert not any("no connection" in m.reason for m in made.seen.since(mark))


def value(number: float, quality: str = "good") -> Measurement:
    return Measurement(
        tag="FT-1",
        value=number,
        unit="1",
        quality=quality,  # type: ignore[arg-type]
        source_time_ns=1,
        server_time_ns=1,
        ingest_time_ns=1,
        origin="plant",
        sequence=0,
    )


def test_what_judges_the_trials_finds_a_gap_without_a_mark():
    assert unmarked_gaps([value(1), value(2), value(2), value(3)]) == []
    assert unmarked_gaps([value(1), value(3)]) == ["FT-1 from 1 to 3"]
    assert unmarked_gaps([value(3), value(2)]) == ["FT-1 from 3 to 2"]
    assert unmarked_gaps([value(1), value(float("nan"), "bad"), value(7)]) == []


@pytest.mark.kafka
@pytest.mark.slow
async def test_what_waits_while_kafka_is_away_outlives_a_killed_adapter(
    instance_settings: Settings, tmp_path: Path
):
    broker = prepare_kafka(instance_settings, Console(stderr=True))
    async with bus_stand(broker, PLANT, SMALL_PLANT, tmp_path) as made:
        assert "late and marked" in await kafka_away(made)
