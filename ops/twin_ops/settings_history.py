"""How much of the history stays, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_DAYS, _GIB = 30.0, 20.0


@dataclass(frozen=True)
class HistorySettings:
    """Bounds of the history on disk; what is oldest goes first.

    Attributes:
        days: How long messages stay.
        gib: How many GiB they may take.
    """

    days: float = _DAYS
    gib: float = _GIB


def history_settings(environment: Mapping[str, str]) -> HistorySettings:
    """Reads `TWIN_HISTORY_DAYS` and `TWIN_HISTORY_GIB`.

    Raises:
        ValueError: If one is no positive number.
    """
    return HistorySettings(
        days=_positive(environment, "TWIN_HISTORY_DAYS", _DAYS),
        gib=_positive(environment, "TWIN_HISTORY_GIB", _GIB),
    )


def _positive(environment: Mapping[str, str], name: str, usual: float) -> float:
    text = environment.get(name, "")
    try:
        number = float(text or usual)
    except ValueError:
        number = 0.0
    if not 0.0 < number < float("inf"):
        raise ValueError(f"{name}={text!r} is no positive number")
    return number
