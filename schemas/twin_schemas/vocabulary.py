"""Closed vocabularies of the contracts."""

from typing import Literal

Quality = Literal["good", "uncertain", "bad"]
Origin = Literal["plant", "model", "replay", "operator", "instructor"]
CommandState = Literal[
    "requested",
    "authorised",
    "verified",
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
