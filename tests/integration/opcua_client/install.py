"""Installs the library that `client.mjs` uses, as `make test` does before the tests.

By hand: `python -m tests.integration.opcua_client.install`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from twin_ops.frontend import FrontendError, find_node

FOLDER = Path(__file__).parent
_STAMP = FOLDER / "node_modules" / ".lock.sha256"


def is_installed() -> bool:
    """Whether what the lock file names is there."""
    return _STAMP.exists() and _STAMP.read_text() == _locked()


def _locked() -> str:
    return hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()


def main() -> int:
    """Installs it unless it is there; exit code 0 or 1."""
    if is_installed():
        return 0
    try:
        npm = find_node().npm
    except FrontendError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=FOLDER, check=False)
    if done.returncode:
        sys.stderr.write(f"npm could not install the OPC UA client for the tests in {FOLDER}\n")
        return 1
    _STAMP.write_text(_locked())
    return 0


if __name__ == "__main__":
    sys.exit(main())
