"""Installs what tests use of npm, by the lock file of each folder, as `make test` does.

By hand: `python -m tests.integration.npm_packages`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from twin_ops.frontend import FrontendError, find_node

_HERE = Path(__file__).parent
OPCUA_CLIENT, GLTF_VALIDATOR = _HERE / "opcua_client", _HERE / "gltf_validator"
HINT = "run python -m tests.integration.npm_packages, as `make test` does"


def is_installed(folder: Path) -> bool:
    """Whether what the lock file of a folder names is there."""
    stamp = _stamp(folder)
    return stamp.exists() and stamp.read_text() == _locked(folder)


def _stamp(folder: Path) -> Path:
    return folder / "node_modules" / ".lock.sha256"


def _locked(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def install(folder: Path) -> int:
    """Installs it unless it is there; exit code 0 or 1."""
    if is_installed(folder):
        return 0
    try:
        npm = find_node().npm
    except FrontendError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=folder, check=False)
    if done.returncode:
        sys.stderr.write(f"npm could not install what the tests need in {folder}\n")
        return 1
    _stamp(folder).write_text(_locked(folder))
    return 0


if __name__ == "__main__":
    sys.exit(max(map(install, (OPCUA_CLIENT, GLTF_VALIDATOR))))
