"""What a run does over time, as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.move import Move
    from twin_simulator.run import Run


def record(
    run: Run,
    seconds: float,
    every: float = 10.0,
    *,
    moves: Iterable[Move] = (),
    progress: Callable[[float], None] = lambda _: None,
) -> pd.DataFrame:
    """Runs on and returns every tag at regular times; see `Run.record`.

    Args:
        run: which is advanced.
        seconds: how long.
        every: seconds between two rows.
        moves: what is written on the way, at the scan which follows its time.
        progress: told the share of the time that has passed.
    """
    scans = _ticks(seconds, run.scan)
    each = _ticks(every, run.scan)
    pending = sorted(moves, key=lambda move: move.after)
    begun = run.time
    times, rows = ([0.0], [run.values()]) if begun == 0 else ([], [])
    for tick in _stops(scans, each, [ceil(move.after / run.scan) for move in pending]):
        run.step(tick * run.scan - (run.time - begun))
        if tick % each == 0 and tick:
            times.append(run.time)
            rows.append(run.values())
        while pending and pending[0].after <= tick * run.scan:
            move = pending.pop(0)
            run.write(move.tag, move.value)
        progress(tick / scans)
    return _frame(run.plant, times, rows)


def _ticks(seconds: float, scan: float) -> int:
    ticks = round(seconds / scan)
    if ticks < 1 or abs(ticks * scan - seconds) > 1e-9 * max(seconds, 1.0):
        raise ValueError(f"{seconds} s is not a whole number of scans of {scan} s, at least one")
    return ticks


def _stops(scans: int, each: int, moves: Iterable[int]) -> Iterator[int]:
    """Returns the scans at which something is read or written, in order."""
    reads = range(0, scans + 1, each)
    yield from sorted({*reads, scans, *(tick for tick in moves if tick <= scans)})


def _frame(plant: Plant, times: list[float], rows: list[dict[str, float]]) -> pd.DataFrame:
    tags = plant.tags
    columns = pd.MultiIndex.from_tuples(
        [(tag, tags[tag].unit) for tag in (rows[0] if rows else tags)], names=["tag", "unit"]
    )
    content: list[list[Any]] = [list(row.values()) for row in rows]
    index = pd.to_timedelta(times, unit="s").rename("time")
    return pd.DataFrame(content, index=index, columns=columns)
