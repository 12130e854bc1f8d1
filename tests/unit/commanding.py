"""A commander on the shipped plant at rest, and what it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.plants import WHOLE, plant_of

from twin_agents.commander import Commander
from twin_bus.clock import Clock
from twin_schemas.access import Right
from twin_schemas.messages import (
    Measurement,
    SetpointProgressed,
    SetpointRequested,
    WriteAttempted,
)
from twin_schemas.record import Record

PLANT = plant_of(WHOLE)
SP = PLANT.tags["FIC-101.SP"]
CRITICAL = PLANT.tags["TIC-201.SP"]
NS = 1_000_000_000


@dataclass
class Hand:
    """A clock that the test moves."""

    now: int = 1_000 * NS

    def now_ns(self) -> int:
        return self.now


class OnTheBus(Commander):
    """Hears its own steps as soon as they are told."""

    def handle(self, record: Record) -> list[Record]:
        told = super().handle(record)
        return told + self._hear(told)

    def tick(self, now_ns: int) -> list[Record]:
        told = super().tick(now_ns)
        return told + self._hear(told)

    def _hear(self, told: list[Record]) -> list[Record]:
        steps = [r for r in told if isinstance(r, SetpointProgressed)]
        return [more for step in steps for more in super(OnTheBus, self).handle(step)]


def commander_of(clock: Hand, prediction_s: float = 0.0) -> Commander:
    """A commander that has seen every tag at its design value."""
    made = OnTheBus(plant=PLANT, clock=clock, prediction_s=prediction_s)
    for tag in PLANT.tags.values():
        made.handle(measurement(tag.name, tag.design, clock))
    return made


def measurement(tag: str, value: float, clock: Clock, quality: str = "good") -> Measurement:
    return Measurement(
        tag=tag,
        value=value,
        unit=PLANT.tags[tag].unit,
        quality=quality,  # type: ignore[arg-type]
        source_time_ns=clock.now_ns(),
        server_time_ns=clock.now_ns(),
        ingest_time_ns=clock.now_ns(),
        origin="plant",
        sequence=0,
    )


def request(
    value: float, tag: str = SP.name, number: str = "1", **more: object
) -> SetpointRequested:
    unit = PLANT.tags[tag].unit if tag in PLANT.tags else ""
    right = Right(action="command").to_json()
    authorised = {"right": right, "authorised_by": "role operator", "origin": "operator"}
    fields = {"unit": unit, "timeout_s": 0.0} | authorised | more
    return SetpointRequested(
        request_id=number,
        tag=tag,
        value=value,
        author="ann",
        requested_ns=1,
        **fields,  # type: ignore[arg-type]
    )


def attempt(outcome: str = "done", number: str = "1", reason: str = "") -> WriteAttempted:
    return WriteAttempted(
        request_id=number,
        tag=SP.name,
        value=0.0,
        outcome=outcome,  # type: ignore[arg-type]
        reason=reason,
        time_ns=2,
    )


def states(records: Iterable[Record]) -> list[str]:
    return [r.state for r in records if isinstance(r, SetpointProgressed)]


def last(records: Iterable[Record]) -> SetpointProgressed:
    return [r for r in records if isinstance(r, SetpointProgressed)][-1]
