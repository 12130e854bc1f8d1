"""Closed vocabularies of the contracts."""

from typing import Literal, get_args

Quality = Literal["good", "uncertain", "bad"]
Origin = Literal["plant", "model", "replay", "operator", "instructor"]
CommandState = Literal[
    "requested",
    "authorised",
    "verified",
    "awaiting_approval",
    "approved",
    "predicted",
    "accepted",
    "written",
    "read_back",
    "completed",
    "failed",
    "refused",
    "overridden",
]
FINAL_STATES: frozenset[CommandState] = frozenset({"completed", "failed", "refused", "overridden"})
_ORDER = {state: place for place, state in enumerate(get_args(CommandState))}
Approval = Literal["approved", "rejected"]
AgentState = Literal["starting", "healthy", "degraded", "stopping"]
WriteOutcome = Literal["done", "refused", "unreachable"]
Compatibility = Literal[
    "NONE",
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
]
DEFAULT_COMPATIBILITY: Compatibility = "BACKWARD"
ContractState = Literal["declared", "registered", "deprecated", "decommissioned"]
ContractAction = Literal["register", "revise", "deprecate", "decommission", "switch"]
Verdict = Literal["done", "refused"]
SessionChange = Literal["began", "refreshed", "ended"]
Action = Literal["read", "command", "approve", "supply", "contracts", "audit", "users"]
UserChange = Literal[
    "first", "added", "granted", "revoked", "disabled", "enabled", "password", "provider"
]
LoginWay = Literal["password", "provider"]


def reached_before(first: CommandState, second: CommandState) -> bool:
    """Whether a command that goes on reaches the first state earlier than the second.

    No state follows a final one.
    """
    return first not in FINAL_STATES and _ORDER[first] < _ORDER[second]
