"""Runs the model beside the plant."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_bus.agent import Agent, every, on
from twin_bus.errors import SnapshotRefused
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.plant import Plant

if TYPE_CHECKING:
    # CasADi takes a third of a second to import; only the process that runs a model needs it.
    from twin_simulator import Run

_STEP_SECONDS = 1.0
_NS = 1_000_000_000
_LONGEST_CATCH_UP = 60.0


@dataclass
class Simulation(Agent):
    """Steps the model in real time with the plant's measured boundary conditions.

    The model has controllers of its own; their setpoints and modes follow the plant's, so that
    its levels and pressures are held as the plant's are. Its values are marked uncertain while a
    boundary condition is not good or stale. A restart goes on with the run of its last snapshot,
    and catches up with the time in between.

    Attributes:
        plant: Says which tags are boundary conditions.
        model: Run to step.
        speed: Model seconds per second.
    """

    name = "simulation"
    emits = (SimulatedValue,)

    plant: Plant
    model: Run
    speed: float = 1.0
    run_id: str = field(default_factory=lambda: secrets.token_hex(8))
    _measured: dict[str, Measurement] = field(default_factory=dict, init=False)
    _stepped_ns: int | None = field(default=None, init=False)
    _owed: float = field(default=0.0, init=False)

    @on(Measurement, start="live")
    def follow(self, measured: Measurement) -> Iterator[SimulatedValue]:
        self._measured[measured.tag] = measured
        yield from ()

    @every(_STEP_SECONDS)
    def step(self, now_ns: int) -> Iterator[SimulatedValue]:
        """Advances the model to the present and publishes every tag."""
        self.model.drive({t: m.value for t, m in self._measured.items() if m.quality == "good"})
        self._advance(now_ns)
        reason = self._doubt(now_ns)
        for tag, value in self.model.values().items():
            yield SimulatedValue(
                tag=tag,
                value=value,
                unit=self.plant.tags[tag].unit,
                quality="uncertain" if reason else "good",
                reason=reason,
                time_ns=now_ns,
                run_id=self.run_id,
                origin="model",
            )

    def snapshot(self) -> bytes:
        """The run with its states and controllers, compressed: 70 kB for the whole plant."""
        head = {"run_id": self.run_id, "stepped_ns": self._stepped_ns, "owed": self._owed}
        return zlib.compress(json.dumps(head).encode() + b"\n" + self.model.snapshot(), 1)

    def restore(self, state: bytes) -> None:
        """Goes on with the run of an earlier process.

        Raises:
            SnapshotRefused: If it is the run of another plant or version.
        """
        try:
            head, _, run = zlib.decompress(state).partition(b"\n")
            known = json.loads(head)
            values = known["run_id"], known["stepped_ns"], known["owed"]
            self.model = self.model.restored(run)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise SnapshotRefused(f"no run of this plant: {error}") from error
        self.run_id, self._stepped_ns, self._owed = values

    def _advance(self, now_ns: int) -> None:
        before = self._stepped_ns if self._stepped_ns is not None else now_ns - _NS
        elapsed = max(0.0, (now_ns - before) / _NS)
        self._stepped_ns = now_ns
        self._owed += self.speed * min(elapsed, _LONGEST_CATCH_UP)
        scans = int(self._owed / self.model.scan)
        if scans:
            self.model.step(scans * self.model.scan)
            self._owed -= scans * self.model.scan

    def _doubt(self, now_ns: int) -> str:
        for tag in self.plant.tags.values():
            if not tag.boundary:
                continue
            measured = self._measured.get(tag.name)
            if measured is None:
                return f"boundary condition {tag.name} has not been measured yet"
            if measured.quality != "good":
                return f"boundary condition {tag.name} is {measured.quality}: {measured.reason}"
            if now_ns - measured.ingest_time_ns > 3 * tag.rate_s * _NS:
                return f"boundary condition {tag.name} is stale"
        return ""
