"""Runs the trials, each on a stand of its own."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import twin_schemas
from twin_bus.errors import TwinError
from twin_ops.kafka.broker import Broker
from twin_ops.settings import load_settings
from twin_ops.torture.bus_stand import bus_stand
from twin_ops.torture.kafka_trial import kafka_away
from twin_ops.torture.link_trials import LINK_TRIALS, LinkTrial
from twin_ops.torture.stand import stand
from twin_schemas.plant import Plant, load_plant

SMALL_PLANT = Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml"

KAFKA_AWAY = ("kafka away", "kill -9 the broker, then the adapter; start both again")
NAMES = (*(trial.name for trial in LINK_TRIALS), KAFKA_AWAY[0])


@dataclass(frozen=True)
class Outcome:
    """What became of a trial.

    Attributes:
        trial: Its name.
        does: What was done.
        seen: What was seen, or what was not.
        result: `pass` or `fail`.
        seconds: How long it took.
    """

    trial: str
    does: str
    seen: str
    result: str
    seconds: float


def run_trials(broker: Broker) -> Iterator[Outcome]:
    """Outcomes one by one; nothing of the instance is touched, nor needed.

    Args:
        broker: Gives Java and jars for a broker of its own.
    """
    plant = load_plant(SMALL_PLANT)
    for trial in LINK_TRIALS:
        yield _outcome(trial.name, trial.does, partial(_run, trial, plant))
    yield _outcome(*KAFKA_AWAY, partial(_run_kafka_away, broker, plant))


def _outcome(name: str, does: str, run: Callable[[Path], Awaitable[str]]) -> Outcome:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            seen, result = asyncio.run(_awaited(run(Path(folder)))), "pass"
        except (TwinError, OSError) as error:
            seen, result = str(error), "fail"
    return Outcome(name, does, seen, result, round(time.monotonic() - begun, 1))


async def _awaited(what: Awaitable[str]) -> str:
    return await what


async def _run(trial: LinkTrial, plant: Plant, folder: Path) -> str:
    settings = replace(load_settings({}), home=folder)
    async with stand(settings, plant, trial.channel_ms) as made:
        return await trial.run(made)


async def _run_kafka_away(broker: Broker, plant: Plant, folder: Path) -> str:
    async with bus_stand(broker, plant, SMALL_PLANT, folder) as made:
        return await kafka_away(made)
