"""The right-hand side in CasADi's virtual machine, and compiled by a C compiler."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import casadi as ca

from twin_simulator import ProcessModel

_CALLS = 300
_COMPILERS = ("cc", "gcc", "clang")


def seconds_in_machine(model: ProcessModel) -> float:
    """Time of one evaluation as the simulator does it, in s."""
    return _time(model.system.rates, model)


def seconds_compiled(model: ProcessModel) -> float | None:
    """Time of one evaluation compiled with -O1, in s; None on a machine without a C compiler."""
    compiler = next(filter(None, map(shutil.which, _COMPILERS)), None)
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, "rates.c"), Path(folder, "rates.so")
        generator = ca.CodeGenerator(source.name)
        generator.add(model.system.rates)
        generator.generate(f"{folder}/")
        subprocess.run(  # noqa: S603 - a compiler found on PATH
            [compiler, "-O1", "-fPIC", "-shared", str(source), "-o", str(library), "-lm"],
            check=True,
            capture_output=True,
        )
        return _time(ca.external("rates", str(library)), model)


def _time(function: Any, model: ProcessModel) -> float:
    point = (model.design.x, model.design.u, model.variables.nominal)
    buffer, evaluate = function.buffer()
    for place, values in enumerate(point):
        buffer.set_arg(place, values.copy().data)
    result = model.design.x.copy()
    buffer.set_res(0, result.data)
    begun = time.perf_counter()
    for _ in range(_CALLS):
        evaluate()
    return (time.perf_counter() - begun) / _CALLS
