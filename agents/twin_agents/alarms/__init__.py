"""Raises alarms, and follows them until they have returned and somebody has acknowledged them."""

from twin_agents.alarms.agent import Alarms
from twin_agents.alarms.explained import explained_by
from twin_agents.alarms.upset import Upset
from twin_schemas.alarms import all_definitions_of, definitions_of
from twin_schemas.plant import Plant

__all__ = ["Alarms", "alarms_of", "definitions_of"]


def alarms_of(plant: Plant) -> Alarms:
    """The agent for all alarms and interlocks of a plant."""
    return Alarms(all_definitions_of(plant), Upset.of(plant), explained_by(plant))
