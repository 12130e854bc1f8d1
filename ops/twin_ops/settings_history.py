"""How much of the history stays, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_DAYS, _GIB = 30.0, 20.0


@dataclass(frozen=True)
class HistorySettings:
    """Bounds of the history on disk; what is oldest goes first. What is thinned of it.

    Attributes:
        days: How long messages stay.
        gib: How many GiB they may take.
        thinned: File that says which tags are thinned; None if every message stays.
        store: URL to which joined hours are copied; empty if they are nowhere else.
    """

    days: float = _DAYS
    gib: float = _GIB
    thinned: Path | None = None
    store: str = ""


def history_settings(environment: Mapping[str, str]) -> HistorySettings:
    """Reads `TWIN_HISTORY_DAYS`, `_GIB`, `_THINNED` and `_STORE`.

    Raises:
        ValueError: If one of the first two is no positive number, or the last one no URL.
    """
    thinned = environment.get("TWIN_HISTORY_THINNED")
    return HistorySettings(
        days=_positive(environment, "TWIN_HISTORY_DAYS", _DAYS),
        gib=_positive(environment, "TWIN_HISTORY_GIB", _GIB),
        thinned=Path(thinned).absolute() if thinned else None,
        store=_url(environment, "TWIN_HISTORY_STORE"),
    )


def _url(environment: Mapping[str, str], name: str) -> str:
    url = environment.get(name, "").rstrip("/")
    if not url:
        return ""
    parts = urlsplit(url)
    if not parts.scheme or not (parts.netloc or parts.path):
        raise ValueError(f"{name}={url!r} is no URL such as s3://bucket/folder or file:///folder")
    if "@" in parts.netloc:  # it is told, and written into the history's folder
        raise ValueError(f"{name} has a name or a password: they belong where its library looks")
    return url


def _positive(environment: Mapping[str, str], name: str, usual: float) -> float:
    text = environment.get(name, "")
    try:
        number = float(text or usual)
    except ValueError:
        number = 0.0
    if not 0.0 < number < float("inf"):
        raise ValueError(f"{name}={text!r} is no positive number")
    return number
