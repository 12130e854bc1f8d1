"""How an FMU takes the place of a piece of equipment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class FmuLink:
    """What an FMU is given, and what is taken from it.

    Attributes:
        file: The FMU.
        inputs: Quantity of the plant, as `owner.quantity`, by the FMU's input.
        outputs: Parameter of the equipment by the FMU's output.
        units: SI unit by the FMU's input or output.
        parameters: Value by the FMU's parameter, in the FMU's own unit.
    """

    file: Path
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    units: Mapping[str, str]
    parameters: Mapping[str, float]
