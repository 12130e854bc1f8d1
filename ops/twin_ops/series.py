"""What is kept of a tag."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.record import Record

SERIES: Mapping[str, type[Record]] = {
    "reported": Measurement,
    "simulated": SimulatedValue,
    "residual": Residual,
}
"""Contract of each series."""
