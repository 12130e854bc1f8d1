"""How much faster than real time the model of the description runs."""

from __future__ import annotations

import time
from collections.abc import Iterator

from twin_ops.bench.compiled import seconds_compiled, seconds_in_machine
from twin_ops.bench.line import BenchLine, line
from twin_schemas.plant import Plant
from twin_simulator import ProcessModel, Run

_WARM_UP = 60.0
_PLANT_SECONDS = 3_600
_OUTPUT = 1.0  # s
_MILLI = 1e3


def bench_model(plant: Plant) -> Iterator[BenchLine]:
    """One hour of plant time with one output a second, and the slowest of its steps.

    `real_time_factor` scans the controllers once an output; `with_plc_scan` as often as the
    emulated plant's soft PLC does.
    """
    begun = time.perf_counter()
    model = ProcessModel.build(plant)
    built = time.perf_counter() - begun
    steps = _steps(Run.at_design(model, scan=_OUTPUT))
    fine = _steps(Run.at_design(model))
    yield line("real_time_factor", _PLANT_SECONDS / sum(steps), "s/s", 1.0)
    yield line("with_plc_scan", _PLANT_SECONDS / sum(fine), "s/s", 1.0)
    yield line("step_p99", _MILLI * _percentile(steps, 0.99), "ms", _MILLI * _OUTPUT)
    yield line("build", built, "s", 1.0)
    compiled = seconds_compiled(model)
    if compiled is not None:
        machine = seconds_in_machine(model)
        yield line("rates_to_compiled_c", _MILLI * machine, "ms", _MILLI * compiled)


def _steps(run: Run) -> list[float]:
    """Seconds which each output took."""
    run.step(_WARM_UP)
    found = []
    for _ in range(_PLANT_SECONDS):
        begun = time.perf_counter()
        run.step(_OUTPUT)
        run.values()
        found.append(time.perf_counter() - begun)
    return found


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * len(values))]
