"""The agents that follow the plant, run again over a past that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from twin_agents.historian.reading import Window
from twin_agents.simulation import Simulation
from twin_agents.synchronizer import Synchronizer
from twin_bus.errors import SnapshotRefused
from twin_ops.whatif.question import NotKept
from twin_ops.whatif.rebuilt import STEP, records_of, snapshot_before
from twin_schemas.following_events import FaultSuspected
from twin_schemas.messages import Measurement, Residual, SimulatedValue

if TYPE_CHECKING:
    from twin_ops.stored import Stored
    from twin_schemas.record import Record
    from twin_simulator import ProcessModel

_NS = 1_000_000_000
_PIECE_NS = 600 * _NS
_LEAD_NS = 480 * _NS  # in which the first corrections are made


def followed(
    stored: Stored,
    model: ProcessModel,
    begin_ns: int,
    end_ns: int,
    tell: Callable[[str], None],
) -> Iterator[Residual | FaultSuspected]:
    """What the model of today says of a past: residuals, and faults that it suspects.

    It sets out eight minutes earlier, as the twin of then was where a snapshot of that is kept and
    fits the model, and else at the point at rest; how well it knows the plant it finds out anew.

    Args:
        stored: The history.
        model: That follows.
        begin_ns: From when it is told, ns since 1970-01-01 UTC.
        end_ns: When it ends.
        tell: Is told in words where it begins.

    Raises:
        HistoryUnreadable: Files of the history go while they are read.
        IntegrationError: The model can not go on.
    """
    first_ns = begin_ns - _LEAD_NS
    twin, compared = _beginning(stored, model, first_ns, tell), Synchronizer()
    arriving = _in_order_of_arrival(stored, model, first_ns, end_ns)
    waiting = next(arriving, None)
    for now_ns in range(first_ns, end_ns, _NS):
        told: list[Record] = []
        while waiting is not None and waiting.ingest_time_ns <= now_ns:
            twin.handle(waiting)
            told += compared.handle(waiting)
            waiting = next(arriving, None)
        stepped = list(twin.run_timer(STEP, now_ns))
        for simulated in stepped:
            if isinstance(simulated, SimulatedValue):
                compared.handle(simulated)
        if now_ns >= begin_ns:
            said = (*told, *stepped)
            yield from (one for one in said if isinstance(one, Residual | FaultSuspected))


def _beginning(
    stored: Stored, model: ProcessModel, begin_ns: int, tell: Callable[[str], None]
) -> Simulation:
    from twin_simulator import Run

    twin = Simulation(plant=model.plant, model=Run.at_design(model))
    try:
        snapshot = snapshot_before(stored, begin_ns)
        twin.restore(snapshot.state)
    except NotKept:
        tell("no snapshot of the model is kept before that time: it begins at its point at rest")
    except SnapshotRefused as error:
        tell(f"the snapshot of then does not fit ({error}): it begins at its point at rest")
    return twin


def _in_order_of_arrival(
    stored: Stored, model: ProcessModel, begin_ns: int, end_ns: int
) -> Iterator[Measurement]:
    """Measurements as they came in, those that keep a value known at the beginning in front.

    The history has them by the time of their source, which none comes before.
    """
    before = round(max(tag.stale_s for tag in model.plant.tags.values()) * _NS)
    window, number = Window((), begin_ns - before, end_ns), count()
    heap: list[tuple[int, int, Measurement]] = []
    for place, piece in enumerate(stored.exact(Measurement, window, _PIECE_NS), 1):
        for one in records_of(Measurement, piece):
            heappush(heap, (one.ingest_time_ns, next(number), one))
        while heap and heap[0][0] <= window.begin_ns + place * _PIECE_NS:
            yield heappop(heap)[2]
    while heap:
        yield heappop(heap)[2]
