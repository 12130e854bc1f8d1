"""What the model is compared with: published cases, one module each."""

from twin_simulator.validation.cases import FAMILIES, validate
from twin_simulator.validation.family import Family, matching
from twin_simulator.validation.line import ValidationLine

__all__ = ["FAMILIES", "Family", "ValidationLine", "matching", "validate"]
