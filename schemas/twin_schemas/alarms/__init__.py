"""What the alarms of a plant are, from its description: limits, delays, priority, guidance."""

from twin_schemas.alarms.definition import AlarmDefinition
from twin_schemas.alarms.definitions import definition_of, definitions_of
from twin_schemas.alarms.of_model import all_definitions_of

__all__ = ["AlarmDefinition", "all_definitions_of", "definition_of", "definitions_of"]
