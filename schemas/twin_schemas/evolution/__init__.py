"""How a schema may change: differences field by field, and the rule that each one breaks."""

from twin_schemas.evolution.change import RULES, Change
from twin_schemas.evolution.compatibility import LEVELS, InvalidAvro, broken_rules, parsed
from twin_schemas.evolution.differences import differences
from twin_schemas.evolution.names import type_text

__all__ = [
    "LEVELS",
    "RULES",
    "Change",
    "InvalidAvro",
    "broken_rules",
    "differences",
    "parsed",
    "type_text",
]
