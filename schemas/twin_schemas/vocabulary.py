"""Closed vocabularies of the contracts."""

from typing import Literal, get_args

Quality = Literal["good", "uncertain", "bad"]
Origin = Literal["plant", "model", "replay", "operator", "instructor"]
CommandState = Literal[
    "requested",
    "authorised",
    "verified",
    "predicted",
    "awaiting_approval",
    "approved",
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
RefusalCause = Literal["tag", "range", "mode", "interlock", "permissive"]
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
BranchAction = Literal["keep", "replace", "delete"]
SessionChange = Literal["began", "refreshed", "ended"]
Action = Literal[
    "read", "command", "approve", "supply", "contracts", "audit", "users", "tune", "draw", "train"
]
UserChange = Literal[
    "first", "added", "granted", "revoked", "disabled", "enabled", "password", "provider"
]
LoginWay = Literal["password", "provider"]
AlarmLimit = Literal["low_low", "low", "high", "high_high"]
AlarmState = Literal[
    "normal",
    "unacknowledged",
    "acknowledged",
    "returned",
    "latched",
    "shelved",
    "suppressed",
    "out_of_service",
]
HIDDEN_STATES: frozenset[AlarmState] = frozenset({"shelved", "suppressed", "out_of_service"})
AlarmChange = Literal[
    "raised",
    "acknowledged",
    "returned",
    "shelved",
    "unshelved",
    "suppressed",
    "unsuppressed",
    "removed_from_service",
    "returned_to_service",
    "reset",
    "tuned",
    "untuned",
]
InterlockState = Literal["tripped", "released"]
FaultPlace = Literal["sensor", "plant"]
ReleaseKind = Literal["hole", "safety_valve", "tube_rupture", "flare"]
ReleasePhase = Literal["gas", "liquid"]
SuspectedFault = Literal["bias", "drift", "freeze", "change"]
AlarmPriority = Literal["low", "medium", "high"]
AlarmClass = Literal["process", "quality", "protection", "environment", "model"]
AlarmBasis = Literal["measured", "residual", "predicted"]
AlarmAction = Literal[
    "acknowledge",
    "shelve",
    "unshelve",
    "remove_from_service",
    "return_to_service",
    "reset",
    "tune",
    "untune",
]

SetAction = Literal["save", "delete", "plan", "restore", "cancel"]
RestoreState = Literal[
    "begun", "step_done", "rolling_back", "completed", "rolled_back", "failed", "refused"
]
RESTORED_STATES: frozenset[RestoreState] = frozenset({
    "completed",
    "rolled_back",
    "failed",
    "refused",
})


def reached_before(first: CommandState, second: CommandState) -> bool:
    """Whether a command that goes on reaches the first state earlier than the second.

    No state follows a final one.
    """
    return first not in FINAL_STATES and _ORDER[first] < _ORDER[second]
