"""A piece of process equipment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """A vessel, machine, valve or boundary; `parameters` are in SI, `units` as written."""

    id: str
    kind: str
    area: str
    description: str
    parameters: Mapping[str, float]
    units: Mapping[str, str]
