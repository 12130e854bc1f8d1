"""The directions of import that pyproject.toml declares."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_all_import_contracts_are_kept():
    program = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stdout
    declared = len(PROJECT["tool"]["importlinter"]["contracts"])
    assert f"{declared} kept, 0 broken" in answer.stdout


def test_every_package_is_layered_shipped_and_typed():
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    packages = {path.parent for path in ROOT.glob("*/twin_*/__init__.py")}
    assert {ROOT / name for name in shipped} == packages
    assert {path.name for path in packages} == set(PROJECT["tool"]["importlinter"]["root_packages"])
    assert [path.name for path in packages if not (path / "py.typed").exists()] == []


def test_the_command_line_starts_without_the_model_and_the_servers():
    """Each command waits for what it imports; completion does with every key."""
    heavy = {"casadi", "scipy", "pandas", "asyncua", "fastapi", "pint", "twin_simulator"}
    code = "import sys, twin_ops.cli.app; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert heavy & set(answer.stdout.split()) == set()
