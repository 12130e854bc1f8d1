"""What is believed of a slow parameter before anything was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Prior:
    """A slow parameter that is 1 as described.

    Attributes:
        meaning: in the words of the field.
        spread: standard deviation before anything was measured.
        walk: standard deviation of its change in an hour; that in n hours is sqrt(n) times as much.
        low, high: between what it stays.
    """

    meaning: str
    spread: float
    walk: float
    low: float
    high: float


# by the last part of a parameter's name
PRIORS = {
    "activity": Prior("catalyst activity", spread=0.15, walk=0.02, low=0.05, high=1.5),
    "cleanness": Prior("heat transfer left by fouling", spread=0.1, walk=0.02, low=0.05, high=1.3),
    "capacity": Prior("flow coefficient of a valve", spread=0.04, walk=0.002, low=0.3, high=2.0),
    "head_factor": Prior("head of a machine", spread=0.02, walk=0.002, low=0.5, high=1.3),
    "efficiency_factor": Prior(
        "efficiency of a machine", spread=0.03, walk=0.002, low=0.5, high=1.3
    ),
}
"""What is not in this table is not estimated: a boundary condition that nobody measures, say."""
