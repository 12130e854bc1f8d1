"""A planned write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Move:
    """A value which is written some seconds after a recording begins."""

    tag: str
    value: float
    after: float = 0.0
