"""A what-if against the bare integration of the same equations."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from twin_ops.bench.line import BenchLine, line
from twin_schemas.plant import Plant
from twin_simulator import Move, ProcessModel, Run
from twin_simulator.integration.implicit import Implicit
from twin_simulator.units.unit import Array
from twin_simulator.what_if import SCAN, what_if

_WARM_UP = 60.0  # s
_PROMISED = 2.0  # s
_TIMES = 3
_SHARE = 0.05  # of its range, by which the setpoint is moved
_T = TypeVar("_T")


def bench_whatif(plant: Plant, seconds: float) -> Iterator[BenchLine]:
    """Both branches after a setpoint was moved; the best of three, a run of each in turn.

    `branch_cpu` is the CPU time of the branch with the write, beside that of the solver alone with
    the same steps and the same positions of all actuators, which nobody controls or looks at.
    `answer` is how long one waits for both, beside the 2 s that are asked for.

    Args:
        plant: Whose model.
        seconds: How far ahead, a whole number of scans.
    """
    model = ProcessModel.build(plant)
    run = Run.at_design(model)
    run.step(_WARM_UP)
    state, move = run.snapshot(), some_move(plant, run.values())
    begin, commands = recorded(model, state, move, seconds)
    branch, answer, bare = [], [], []
    for _ in range(_TIMES):
        cpu, wall = _timed(lambda: what_if(model, state, [move], seconds))
        branch.append(cpu)
        answer.append(wall)
        bare.append(_timed(lambda: integrated(model, begin, commands))[0])
    yield line("branch_cpu", min(branch), "s", min(bare))
    yield line("answer", min(answer), "s", _PROMISED)


def some_move(plant: Plant, values: dict[str, float]) -> Move:
    """Writes the first setpoint that is not led, a twentieth of its range away."""
    for tag in plant.tags.values():
        if tag.kind != "setpoint" or tag.controller is None:
            continue
        mode = plant.tags[f"{tag.controller}.MODE"].states[round(values[f"{tag.controller}.MODE"])]
        if mode == "AUTO":
            step = _SHARE * (tag.high - tag.low)
            now = values[tag.name]
            return Move(tag=tag.name, value=now - step if now - step >= tag.low else now + step)
    raise LookupError(f"{plant.name} has no controller in AUTO")


def recorded(
    model: ProcessModel, state: bytes, move: Move, seconds: float
) -> tuple[tuple[Array, Array], list[Array]]:
    """State and parameters at the beginning, and where the actuators are in each scan."""
    run = Run.restore(model, state, SCAN)
    x, _, p = run.point
    run.write(move.tag, move.value)
    commands = []
    for _ in range(round(seconds / SCAN)):
        run.step(SCAN)
        commands.append(run.point[1])
    return (x, p), commands


def integrated(model: ProcessModel, begin: tuple[Array, Array], commands: list[Array]) -> Array:
    """The state at the end, by the solver alone."""
    solver, (x, p) = Implicit(model.system), begin
    for u in commands:
        x = solver.advance(x, u, p, SCAN)
    return np.asarray(x)


def _timed(work: Callable[[], _T]) -> tuple[float, float]:
    """CPU time of this process, without those it has started, and time by the clock, in s."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall
