"""Tries a setpoint on a branch of the model before anything is written."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_bus.agent import Outbox, Source, on
from twin_bus.clock import Clock, SystemClock
from twin_schemas.prediction_events import BranchTaken, CoursePredicted, SetpointPredicted
from twin_schemas.record import Record

if TYPE_CHECKING:
    from twin_simulator import ProcessModel
    from twin_simulator.look_ahead import Ahead

_NS = 1_000_000_000
_SCAN = 2.0  # s; a fourth of the time that the twin's own scan takes
_TOO_OLD_NS = 30 * _NS
_LONGEST_LOOK = 6.5  # s; who waits for the answer does so for 8 s


@dataclass
class Predictor(Source):
    """Runs branches ahead, one at a time, beside the loop that keeps the agent alive.

    What waited so long that nobody waits for it any more is left out.

    Attributes:
        model: Of the plant; the branches are its runs.
        clock: Time of the predictions.
    """

    name = "predictor"
    emits = (SetpointPredicted, CoursePredicted)

    model: ProcessModel
    clock: Clock = field(default_factory=SystemClock)
    _branches: asyncio.Queue[BranchTaken] = field(default_factory=asyncio.Queue, init=False)

    @on(BranchTaken, start="live")
    def take(self, branch: BranchTaken) -> Iterator[Record]:
        """Queues a branch."""
        self._branches.put_nowait(branch)
        yield from ()

    async def run(self, out: Outbox) -> None:
        """Works off the branches."""
        while True:
            branch = await self._branches.get()
            if self.clock.now_ns() - branch.time_ns < _TOO_OLD_NS:
                look = self.predict if branch.tag else self.foresee
                out.offer([await asyncio.to_thread(look, branch)])

    def foresee(self, branch: BranchTaken) -> CoursePredicted:
        """Where the plant goes by itself; it ends early when somebody asks for a setpoint."""
        from twin_simulator import IntegrationError, Run, SnapshotError
        from twin_simulator.course import Course, course

        failure, seen, end = "", Course(), time.monotonic() + _LONGEST_LOOK
        try:
            run = Run.restore(self.model, zlib.decompress(branch.state), _SCAN)
            seen = course(run, branch.horizon_s, lambda: self._is_free(end))
        except (IntegrationError, SnapshotError, zlib.error) as error:
            failure = f"the model can not go on: {error}"
        return CoursePredicted(
            run_id=branch.run_id,
            failure=failure,
            doubt=branch.doubt,
            horizon_s=seen.seconds,
            complete=seen.complete,
            tags=list(seen.lowest),
            lowest=list(seen.lowest.values()),
            highest=list(seen.highest.values()),
            crossed=list(seen.crossed),
            crossed_s=list(seen.crossed.values()),
            tripped=list(seen.tripped),
            tripped_s=list(seen.tripped.values()),
            base_ns=branch.time_ns,
            time_ns=self.clock.now_ns(),
        )

    def _is_free(self, end: float) -> bool:
        return self._branches.empty() and time.monotonic() < end

    def predict(self, branch: BranchTaken) -> SetpointPredicted:
        """What the write does; its `failure` says why that is not known."""
        from twin_simulator import IntegrationError, SnapshotError, WriteRefused
        from twin_simulator.look_ahead import NOTHING_SEEN

        failure, ahead = "", NOTHING_SEEN
        try:
            ahead = self._look_ahead(branch)
        except KeyError:
            failure = f"the plant has no tag {branch.tag}"
        except WriteRefused as error:
            failure = f"the model does not take it: {error}"
        except (IntegrationError, SnapshotError, zlib.error) as error:
            failure = f"the model can not go on: {error}"
        return self._predicted(branch, ahead, failure)

    def _look_ahead(self, branch: BranchTaken) -> Ahead:
        from twin_simulator import Run
        from twin_simulator.look_ahead import horizon_of, look_ahead

        horizon = branch.horizon_s or horizon_of(self.model.plant.tags[branch.tag])
        run = Run.restore(self.model, zlib.decompress(branch.state), _SCAN)
        end = time.monotonic() + _LONGEST_LOOK
        return look_ahead(run, branch.tag, branch.value, horizon, lambda: time.monotonic() < end)

    def _predicted(self, branch: BranchTaken, ahead: Ahead, failure: str) -> SetpointPredicted:
        return SetpointPredicted(
            request_id=branch.request_id,
            tag=branch.tag,
            value=branch.value,
            author=branch.author,
            failure=failure,
            doubt=branch.doubt or ("" if ahead.complete else _too_slow(ahead.times[-1])),
            shows=ahead.shows,
            horizon_s=ahead.times[-1],
            settles=ahead.settled is not None,
            settled_s=ahead.settled or 0.0,
            final=ahead.curve[-1],
            crossed=list(ahead.crossed),
            crossed_s=list(ahead.crossed.values()),
            tripped=list(ahead.tripped),
            tripped_s=list(ahead.tripped.values()),
            curve_s=ahead.times,
            curve=ahead.curve,
            run_id=branch.run_id,
            base_ns=branch.time_ns,
            time_ns=self.clock.now_ns(),
        )


def _too_slow(seen_s: float) -> str:
    return f"the model is too slow here to look further than {seen_s:g} s"
