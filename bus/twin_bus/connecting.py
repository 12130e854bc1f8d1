"""The way from the bus to what is built on it, for people who explore data."""

from __future__ import annotations

from typing import Any

from twin_bus.errors import TwinError

GROUP = "twinbus.connect"


class NotInstalled(TwinError):
    """Nothing is installed that connects to a twin."""


def connect(**settings: str) -> Any:
    """Connects to a twin on this machine: values, history, what-if and setpoints.

    The bus does not know who answers: whatever is installed as the entry point `twin` of the group
    `twinbus.connect` does. That of twinbus is `twin_ops.science.connect`; its page is
    `ops/docs/data-science.md`.

    Args:
        settings: Such as `TWIN_HOME`; those of the environment where they are not given.

    Raises:
        NotInstalled: There is no such entry point.
    """
    from importlib.metadata import entry_points  # a command without it starts 50 ms earlier

    found = [point for point in entry_points(group=GROUP) if point.name == "twin"]
    if not found:
        raise NotInstalled(
            f"no entry point `twin` of {GROUP} is installed; `pip install twinbus`, or after an "
            "update from source `make up` or `pip install -e .`"
        )
    return found[0].load()(**settings)
