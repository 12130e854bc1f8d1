"""How much faster than real time the model of the description runs."""

from __future__ import annotations

import time
from collections.abc import Iterator

from twin_ops.bench.line import BenchLine, line
from twin_schemas.plant import Plant
from twin_simulator import ProcessModel, Run

_WARM_UP = 60.0
_PLANT_SECONDS = 3_600


def bench_model(plant: Plant) -> Iterator[BenchLine]:
    """One hour of plant time at one output a second, and the slowest of its steps."""
    begun = time.perf_counter()
    model = Run.at_design(ProcessModel.build(plant))
    built = time.perf_counter() - begun
    model.step(_WARM_UP)
    steps = []
    for _ in range(_PLANT_SECONDS):
        begun = time.perf_counter()
        model.step(1.0)
        model.values()
        steps.append(time.perf_counter() - begun)
    yield line("real_time_factor", _PLANT_SECONDS / sum(steps), "s/s", 1.0)
    yield line("step_p99", 1e3 * sorted(steps)[int(0.99 * len(steps))], "ms", 1_000.0)
    yield line("build", built, "s", 1.0)
