"""Commands as far as they had come at a moment that is over, and how twin and agents were then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twin_agents.exchange.agent_health import health_shown
from twin_agents.exchange.commands import CommandLog
from twin_agents.exchange.moment import REMEMBERED_NS, latest
from twin_agents.exchange.predictions import shown as prediction_shown
from twin_agents.exchange.twin_health import TwinHealthBoard
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.messages import AgentHealth, SetpointProgressed, SimulatedValue
from twin_schemas.prediction_events import SetpointPredicted

if TYPE_CHECKING:
    from collections.abc import Container

    from twin_agents.exchange.past import Rollups
    from twin_schemas.plant import Plant

_NS = 1_000_000_000
_COMMANDS_NS = 7 * 86_400 * _NS
"""How long before the moment a command is shown: reading all that were ever sent takes longer."""
_TOLD_NS = 3_600 * _NS
"""How long an estimate or an agent's word is remembered; parameters are told once a minute."""


@dataclass(frozen=True, kw_only=True)
class PastCommands:
    """Commands and what had been predicted of them.

    Attributes:
        log: As far as they had come.
        predicted: By request.
    """

    log: CommandLog
    predicted: dict[str, SetpointPredicted] = field(default_factory=dict)

    def shown(self, plant: Plant, limit: int, tags: Container[str]) -> list[dict[str, Any]]:
        """As `GET /v1/commands` has them."""
        found = self.log.latest(limit, tags)
        for one in found:
            seen = self.predicted.get(one["request_id"])
            one["prediction"] = prediction_shown(seen, plant) if seen else None
        return found


@dataclass(frozen=True, kw_only=True)
class PastHealth:
    """How the twin and the agents were.

    Attributes:
        twin: What the twin had told of itself.
        agents: As `GET /v1/status` has them.
    """

    twin: TwinHealthBoard
    agents: list[dict[str, Any]]


def commands_of(history: Rollups, at_ns: int) -> PastCommands:
    """Commands of the week before a moment; none of their stages is later than it.

    Raises:
        PastUnreadable: The files can not be read now.
    """
    log = CommandLog()
    for step in latest(
        history, SetpointProgressed, "request_id, state", at_ns - _COMMANDS_NS, at_ns
    ):
        log.add(step)
    seen = latest(history, SetpointPredicted, "request_id", at_ns - _COMMANDS_NS, at_ns)
    return PastCommands(log=log, predicted={one.request_id: one for one in seen})


def health_of(history: Rollups, plant: Plant, at_ns: int) -> PastHealth:
    """What twin and agents had told of themselves at a moment.

    Raises:
        PastUnreadable: The files can not be read now.
    """
    board = TwinHealthBoard(plant.tags)
    for rated in latest(history, TwinRated, "run_id", at_ns - _TOLD_NS, at_ns):
        board.take_rating(rated)
    for estimated in latest(history, ParameterEstimated, "parameter", at_ns - _TOLD_NS, at_ns):
        board.take_parameter(estimated)
    for suspected in latest(history, FaultSuspected, "target", 0, at_ns):
        board.take_suspicion(suspected)
    for simulated in latest(history, SimulatedValue, "tag", at_ns - REMEMBERED_NS, at_ns):
        board.take_simulated(simulated)
    told = latest(history, AgentHealth, "agent", at_ns - _TOLD_NS, at_ns)
    agents = sorted(told, key=lambda health: health.agent)
    return PastHealth(twin=board, agents=[health_shown(one, at_ns) for one in agents])
