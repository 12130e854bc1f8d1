/** Generated from the contracts of the code by `make generate`; do not edit. */

export type Quality = "good" | "uncertain" | "bad";

export type Origin = "plant" | "model" | "replay" | "operator" | "instructor";

export type CommandState =
  | "requested"
  | "authorised"
  | "verified"
  | "awaiting_approval"
  | "approved"
  | "predicted"
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

export type SessionChange = "began" | "refreshed" | "ended";

export type Action = "read" | "command" | "approve" | "supply" | "contracts" | "audit" | "users";

export type UserChange =
  "first" | "added" | "granted" | "revoked" | "disabled" | "enabled" | "password" | "provider";

export type LoginWay = "password" | "provider";
