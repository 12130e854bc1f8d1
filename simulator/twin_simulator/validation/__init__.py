"""What the model is compared with: published cases, one module each."""

from twin_simulator.validation.cases import validate
from twin_simulator.validation.line import ValidationLine

__all__ = ["ValidationLine", "validate"]
