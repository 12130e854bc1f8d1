"""The twin as it was at a moment, from its nearest snapshot and what it has measured since."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from twin_agents.historian.buffer import minute_of
from twin_agents.historian.reading import Window
from twin_agents.simulation import Simulation
from twin_bus.errors import SnapshotRefused
from twin_ops.whatif.question import NotKept
from twin_schemas.messages import AgentSnapshot, Measurement
from twin_schemas.prediction_events import BranchTaken, PredictionRequested
from twin_schemas.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

    from twin_ops.stored import Stored
    from twin_simulator import ProcessModel

_Kind = TypeVar("_Kind", bound=Record)
_NS = 1_000_000_000
FURTHEST = 300  # s; how far a snapshot may be before the moment


def snapshot_before(stored: Stored, at_ns: int, *, newest: bool = False) -> AgentSnapshot:
    """The last snapshot of the simulation that is kept, and is not after a moment.

    Args:
        stored: What was on the bus.
        at_ns: The moment, ns since 1970-01-01 UTC.
        newest: Takes the last one of all instead, those that the history will not keep too.

    Raises:
        NotKept: There is none near it.
        HistoryUnreadable: Files of the history go while they are read.
    """
    window = Window((Simulation.name,), at_ns - FURTHEST * _NS, at_ns + 1)
    found = records_of(AgentSnapshot, stored.rows(AgentSnapshot, window, checked=True))
    if not found:
        raise NotKept(
            f"no snapshot of the model is kept for the {FURTHEST / 60:g} min before that time: the "
            "twin did not run, or its history is shorter; `twin history TAG --series simulated "
            "--every 1m` shows when the model ran"
        )
    last = found[-1]
    return last if newest else next(one for one in found if minute_of(one) == minute_of(last))


def measured_until(stored: Stored, model: ProcessModel, begin_ns: int, at_ns: int) -> pa.Table:
    """What was measured between two moments, and shortly before so that every value is known.

    Raises:
        HistoryUnreadable: Files of the history go while they are read.
    """
    tags = model.plant.tags
    before = round(max(tag.stale_s for tag in tags.values()) * _NS)
    return stored.rows(Measurement, Window((), begin_ns - before, at_ns + 1), checked=True)


def rebuilt(
    model: ProcessModel, snapshot: AgentSnapshot, measured: pa.Table, at_ns: int
) -> BranchTaken:
    """Runs the agent again from a snapshot with what it knew at each second, up to a moment.

    What came in later is left out, whenever it was measured. The corrections that the agent made
    in between are not: it has to find out anew how well it knows the plant, as after a restart.

    Raises:
        NotKept: The snapshot is of another plant or version.
    """
    from twin_simulator import Run

    twin = Simulation(plant=model.plant, model=Run.at_design(model))
    try:
        twin.restore(snapshot.state)
    except SnapshotRefused as error:
        raise NotKept(f"the snapshot before that time can not be used: {error}") from error
    pending = sorted(records_of(Measurement, measured), key=lambda one: one.ingest_time_ns)
    pending.reverse()
    begin_ns = _branch(twin).time_ns or snapshot.time_ns
    for now_ns in (*range(begin_ns, at_ns, _NS), at_ns):
        while pending and pending[-1].ingest_time_ns <= now_ns:
            twin.handle(pending.pop())
        if now_ns > begin_ns:
            twin.run_timer(STEP, now_ns)
    return _branch(twin)


STEP = next(timer for timer in Simulation.timers() if timer.method == "step")


def _branch(twin: Simulation) -> BranchTaken:
    asked = PredictionRequested(request_id="", tag="", value=0.0, author="", time_ns=0)
    (taken,) = twin.handle(asked)
    assert isinstance(taken, BranchTaken)  # noqa: S101 - the agent says so
    return taken


def records_of(kind: type[_Kind], found: pa.Table) -> list[_Kind]:
    """The rows of a table as the records that they were."""
    names = [*kind.__annotations__]
    columns = (found[name].to_pylist() for name in names)
    return [kind.trusted(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
