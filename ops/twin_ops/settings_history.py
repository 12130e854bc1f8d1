"""How much of the history stays, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_DAYS, _GIB = 30.0, 20.0


@dataclass(frozen=True)
class HistorySettings:
    """Bounds of the history on disk; what is oldest goes first. What is thinned of it.

    Attributes:
        days: How long messages stay.
        gib: How many GiB they may take.
        thinned: File that says which tags are thinned; None if every message stays.
    """

    days: float = _DAYS
    gib: float = _GIB
    thinned: Path | None = None


def history_settings(environment: Mapping[str, str]) -> HistorySettings:
    """Reads `TWIN_HISTORY_DAYS`, `TWIN_HISTORY_GIB` and `TWIN_HISTORY_THINNED`.

    Raises:
        ValueError: If one of the former is no positive number.
    """
    thinned = environment.get("TWIN_HISTORY_THINNED")
    return HistorySettings(
        days=_positive(environment, "TWIN_HISTORY_DAYS", _DAYS),
        gib=_positive(environment, "TWIN_HISTORY_GIB", _GIB),
        thinned=Path(thinned).absolute() if thinned else None,
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
