"""Training scenarios as data: what goes wrong, what is to be done, and what it is worth."""

from twin_schemas.scenario.read import ScenarioError, read_actions, read_scenario, shipped
from twin_schemas.scenario.scenario import (
    Action,
    Condition,
    Expected,
    Forbidden,
    Scenario,
    Scripted,
    Start,
    Trigger,
)
from twin_schemas.scenario.schema import scenario_schema

__all__ = [
    "Action",
    "Condition",
    "Expected",
    "Forbidden",
    "Scenario",
    "ScenarioError",
    "Scripted",
    "Start",
    "Trigger",
    "read_actions",
    "read_scenario",
    "scenario_schema",
    "shipped",
]
