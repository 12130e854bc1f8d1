"""A fault which somebody stages on the emulated plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class FaultError(ValueError):
    """A fault can not be staged or cleared; the message says why and what there is."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of one sensor, actuator or parameter.

    Attributes:
        name: what it is cleared by.
        kind: one of `FAULT_KINDS`.
        target: tag of an instrument, equipment with an actuator, or parameter such as
            `E-101.cleanness`.
        parameters: how bad, in the units which the kind states.
        start: seconds from its injection until it begins.
        ramp: seconds in which it then grows to what `parameters` say; at once when 0.
    """

    name: str
    kind: str
    target: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    start: float = 0.0
    ramp: float = 0.0
