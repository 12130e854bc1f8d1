"""The notebooks run, and say what their committed outputs say."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.markdown import ROOT

FOLDER = ROOT / "ops" / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A process of its own: Jupyter's packages warn in ways that are errors here.
RUN = (
    "import sys; sys.path.insert(0, sys.argv[1]); import nbformat, pathlib; from execute import "
    "executed; nbformat.write(executed(pathlib.Path(sys.argv[2])), sys.argv[3])"
)


def _texts(path: Path) -> list[str]:
    """What each cell printed; pictures are compared by nobody."""
    cells = json.loads(path.read_text())["cells"]
    outputs = [one for cell in cells for one in cell.get("outputs", [])]
    return ["".join(one["text"]) for one in outputs if one["output_type"] == "stream"]


def _assert_same(found: str, committed: str) -> None:
    """The words are the same, and numbers as far as another processor's rounding lets them be."""
    assert NUMBER.sub("#", found) == NUMBER.sub("#", committed)
    for now, then in zip(NUMBER.findall(found), NUMBER.findall(committed), strict=True):
        last_digit = 10.0 ** -len(then.partition(".")[2])
        assert float(now) == pytest.approx(float(then), rel=0.01, abs=1.5 * last_digit), then


def test_there_are_three_and_they_are_small():
    assert [path.stem for path in NOTEBOOKS] == [
        "detect-a-fault",
        "explore-a-stream",
        "tune-a-controller",
    ]
    assert sum(path.stat().st_size for path in NOTEBOOKS) < 1_000_000
    assert all(len(_texts(path)) > 3 for path in NOTEBOOKS)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_prints_what_is_committed(path: Path, tmp_path: Path):
    new = tmp_path / path.name
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    words = [sys.executable, "-c", RUN, str(FOLDER), str(path), str(new)]
    done = subprocess.run(
        words, check=False, env=environment, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stderr[-3000:]
    _assert_same("\n".join(_texts(new)), "\n".join(_texts(path)))
