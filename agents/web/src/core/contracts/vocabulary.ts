/** Generated from the contracts of the code by `make generate`; do not edit. */

export type Quality = "good" | "uncertain" | "bad";

export type Origin = "plant" | "model" | "replay" | "operator" | "instructor";

export type CommandState =
  | "requested"
  | "authorised"
  | "verified"
  | "predicted"
  | "awaiting_approval"
  | "approved"
  | "accepted"
  | "written"
  | "read_back"
  | "completed"
  | "failed"
  | "refused"
  | "overridden";

export type Approval = "approved" | "rejected";

export type AgentState = "starting" | "healthy" | "degraded" | "stopping";

export type WriteOutcome = "done" | "refused" | "unreachable";

export type RefusalCause = "tag" | "range" | "mode" | "interlock" | "permissive";

export type Compatibility =
  | "NONE"
  | "BACKWARD"
  | "BACKWARD_TRANSITIVE"
  | "FORWARD"
  | "FORWARD_TRANSITIVE"
  | "FULL"
  | "FULL_TRANSITIVE";

export type ContractState = "declared" | "registered" | "deprecated" | "decommissioned";

export type ContractAction = "register" | "revise" | "deprecate" | "decommission" | "switch";

export type Verdict = "done" | "refused";

export type BranchAction = "keep" | "replace" | "delete";

export type SessionChange = "began" | "refreshed" | "ended";

export type Action =
  | "read"
  | "command"
  | "approve"
  | "supply"
  | "contracts"
  | "audit"
  | "users"
  | "tune"
  | "draw"
  | "train";

export type UserChange =
  "first" | "added" | "granted" | "revoked" | "disabled" | "enabled" | "password" | "provider";

export type LoginWay = "password" | "provider";

export type AlarmLimit = "low_low" | "low" | "high" | "high_high";

export type AlarmState =
  | "normal"
  | "unacknowledged"
  | "acknowledged"
  | "returned"
  | "latched"
  | "shelved"
  | "suppressed"
  | "out_of_service";

export type AlarmChange =
  | "raised"
  | "acknowledged"
  | "returned"
  | "shelved"
  | "unshelved"
  | "suppressed"
  | "unsuppressed"
  | "removed_from_service"
  | "returned_to_service"
  | "reset"
  | "tuned"
  | "untuned";

export type InterlockState = "tripped" | "released";

export type FaultPlace = "sensor" | "plant";

export type ReleaseKind = "hole" | "safety_valve" | "tube_rupture" | "flare";

export type ReleasePhase = "gas" | "liquid";

export type SuspectedFault = "bias" | "drift" | "freeze" | "change";

export type AlarmPriority = "low" | "medium" | "high";

export type AlarmClass = "process" | "quality" | "protection" | "environment" | "model";

export type AlarmBasis = "measured" | "residual" | "predicted";

export type AlarmAction =
  | "acknowledge"
  | "shelve"
  | "unshelve"
  | "remove_from_service"
  | "return_to_service"
  | "reset"
  | "tune"
  | "untune";

export type SetAction = "save" | "delete" | "plan" | "restore" | "cancel";

export type RestoreState =
  "begun" | "step_done" | "rolling_back" | "completed" | "rolled_back" | "failed" | "refused";
