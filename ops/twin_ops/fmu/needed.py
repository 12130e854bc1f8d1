"""Packages of the extra `fmu`."""

from __future__ import annotations

from importlib.util import find_spec

from twin_ops.errors import Usage


def needed(package: str) -> None:
    """Says how to install what is not there.

    Raises:
        Usage: The package is not installed.
    """
    if not find_spec(package):
        raise Usage(f"FMUs need {package}: pip install 'twinbus[fmu]'")
