"""An exported plant in a program that is no Python, as most importers are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import fmpy
import pytest
from tests.model.fmus.made import exported
from tests.plants import model_of

from twin_simulator import Run

_LIBRARY = Path(sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("LDLIBRARY"))
_CAN = sys.platform == "linux" and shutil.which("cc") and _LIBRARY.suffix == ".so"


@pytest.mark.skipif(not _CAN, reason="needs Linux, a C compiler and Python as a shared library")
def test_a_program_that_is_no_python_runs_it(tmp_path: Path):
    """It gives the model's bits and ends well, though CasADi is gone before Python is."""
    program, source = tmp_path / "program", Path(__file__).parent / "fmus" / "program.c"
    subprocess.run(["cc", "-o", program, source, "-ldl"], check=True)
    fmpy.extract(exported("nitrogen"), tmp_path / "fmu")
    told = fmpy.read_model_description(str(tmp_path / "fmu"))
    reference = next(v.valueReference for v in told.modelVariables if v.name == "PT-941")
    done = subprocess.run(
        [
            program,
            tmp_path / "fmu" / "binaries" / "x86_64-linux" / "nitrogen.so",
            told.instantiationToken,
            f"{tmp_path / 'fmu' / 'resources'}/",
            str(reference),
        ],
        env=os.environ
        | {"LD_PRELOAD": str(_LIBRARY), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    run, lines = Run.at_design(model_of("nitrogen")), []
    for _ in range(3):
        run.step(10.0)
        lines.append(("0", f"{run.time:g}", run.values()["PT-941"]))
    found = [line.split() for line in done.stdout.splitlines()]
    assert [(*each[:2], float(each[2])) for each in found] == lines
