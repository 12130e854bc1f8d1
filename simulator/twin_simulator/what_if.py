"""One run twice: as it goes on by itself, and with writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from twin_simulator.beside import beside
from twin_simulator.run import Run
from twin_simulator.watch import Watch, settled_after, shown_by
from twin_simulator.writes import Writes

if TYPE_CHECKING:
    from twin_simulator.move import Move
    from twin_simulator.process_model import ProcessModel

SCAN = 4.0  # s
_POINTS = 120


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Where a run goes.

    Attributes:
        times: Seconds after the beginning, shape (n,), the first is 0.
        curves: Values of the watched tags at these times in their units, shape (n,) each.
        crossed: Seconds until each alarm limit `<tag>.<limit>` is crossed that was not before.
        tripped: Seconds until each interlock trips that had not before.
        written: What was written, with the seconds after the beginning at which it was.
        unwritten: What was not, as what was before it was not reached.
        missed: What of phases was not reached in its time; None if all was, or still may be.
    """

    times: Sequence[float]
    curves: Mapping[str, Sequence[float]]
    crossed: Mapping[str, float]
    tripped: Mapping[str, float]
    written: Sequence[tuple[Move, float]] = ()
    unwritten: Sequence[Move] = ()
    missed: Move | None = None


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """The two branches.

    Attributes:
        unchanged: Without the writes.
        changed: With them.
        settled: Seconds after the beginning from which what each written setpoint controls stays
            there; None where it is not there at the end, and for what is no setpoint.
    """

    unchanged: Branch
    changed: Branch
    settled: Mapping[str, float | None]


def _tells_nobody(_share: float) -> None:
    """Nobody waits."""


def what_if(
    model: ProcessModel,
    state: bytes,
    moves: Sequence[Move],
    seconds: float,
    tags: Sequence[str] = (),
    scan: float = SCAN,
    tell: Callable[[float], None] = _tells_nobody,
) -> WhatIf:
    """Runs a snapshot ahead with writes and without; the same arguments give the same bits.

    Args:
        model: Of the run.
        state: Snapshot of the run.
        moves: What is written, each at the first scan that is not before its time, and phase by
            phase; see `Writes`.
        seconds: How far ahead, a whole number of scans.
        tags: Which values are noted, beside those that show what the writes do.
        scan: Scan time of the controllers in s; see `Run.restore`.
        tell: Is told which share of the branch with the writes is done.

    Raises:
        SnapshotError: `state` is no snapshot, or of another plant or version.
        ValueError: `seconds` is no whole number of scans, at least one.
        WriteRefused: The run does not take a value; says why.
        IntegrationError: The model can not go on.
    """
    plant = model.plant
    shown = {move.tag: shown_by(plant, plant.tags[move.tag]) for move in moves}
    watched = list(dict.fromkeys([*shown.values(), *tags]))
    begin = Run.restore(model, state, scan)
    with beside(lambda: _branch(begin, (), seconds, watched)) as alone:
        changed = _branch(Run.restore(model, state, scan), moves, seconds, watched, tell)
        unchanged = alone()
    last = {
        move.tag: move.value for move in sorted(moves, key=lambda move: (move.phase, move.after))
    }
    settled = {
        tag: settled_after(changed.times, changed.curves[shown[tag]], value, described.tolerance)
        if (described := plant.tags[tag]).kind == "setpoint"
        else None
        for tag, value in last.items()
    }
    return WhatIf(unchanged=unchanged, changed=changed, settled=settled)


def _branch(
    run: Run,
    moves: Sequence[Move],
    seconds: float,
    tags: Sequence[str],
    tell: Callable[[float], None] = _tells_nobody,
) -> Branch:
    watch, writes = Watch(run, tags), Writes(run, moves)
    scans = round(seconds / run.scan)
    if scans < 1 or abs(scans * run.scan - seconds) > 1e-9 * seconds:
        raise ValueError(f"{seconds:g} s is no whole number of scans of {run.scan:g} s")
    each = max(1, round(scans / _POINTS))
    done = 0
    at = range(scans) if writes.has_phases else [ceil(m.after / run.scan) for m in writes.pending]
    for stop in _stops(scans, each, at):
        run.step((stop - done) * run.scan)
        done = stop
        if stop and (stop % each == 0 or stop == scans):
            watch.look()
        writes.write(stop * run.scan)
        tell(stop / scans)
    return Branch(
        times=watch.times,
        curves=watch.curves,
        crossed=watch.crossed,
        tripped=watch.tripped,
        written=writes.written,
        unwritten=writes.pending,
        missed=writes.missed,
    )


def _stops(scans: int, each: int, moves: Sequence[int]) -> Iterator[int]:
    """Scans at which something is written or noted, in order."""
    yield from sorted({*range(0, scans + 1, each), scans, *(one for one in moves if one < scans)})
