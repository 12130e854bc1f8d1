/** Generated from the contracts of the code by `make generate`; do not edit. */

export type Quality = "good" | "uncertain" | "bad";

export type Origin = "plant" | "model" | "replay" | "operator" | "instructor";

export type CommandState =
  | "requested"
  | "authorised"
  | "verified"
  | "predicted"
  | "accepted"
  | "written"
  | "read_back"
  | "completed"
  | "failed"
  | "refused"
  | "overridden";

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
  | "first"
  | "added"
  | "granted"
  | "revoked"
  | "disabled"
  | "enabled"
  | "password"
  | "provider";

export type LoginWay = "password" | "provider";

/** `plant.measurement.v1`: A value that the plant reported, or the mark of a gap in what it reported. */
export interface Measurement {
  /** ISA-5.1 name of the instrument or controller parameter. */
  tag: string;
  /** Value in `unit`; NaN where there is none. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** OPC UA quality class of the value. */
  quality: Quality;
  /** Why the quality is not good; empty if it is. */
  reason: string;
  /** When the sensor or controller took the value. [ns] */
  source_time_ns: number;
  /** When the plant's server had it. [ns] */
  server_time_ns: number;
  /** When the adapter received it. [ns] */
  ingest_time_ns: number;
  /** Where the value comes from. */
  origin: Origin;
  /** Counts the adapter's messages for this tag since it started, gaps included. [1] */
  sequence: number;
}

/** `model.simulated_value.v1`: What the model has for a tag at the same time as the plant. */
export interface SimulatedValue {
  /** ISA-5.1 name, the same as the plant's. */
  tag: string;
  /** Value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** Uncertain where the model runs on boundary conditions that are not good. */
  quality: Quality;
  /** Why the quality is not good; empty if it is. */
  reason: string;
  /** Plant time the value belongs to. [ns] */
  time_ns: number;
  /** Run of the model that computed it. */
  run_id: string;
  /** Always `model` for the twin that follows the plant. */
  origin: Origin;
}

/** `model.residual.v1`: Plant minus model for one tag. */
export interface Residual {
  /** ISA-5.1 name. */
  tag: string;
  /** `measured - simulated` in `unit`. */
  residual: number;
  /** The plant's value. */
  measured: number;
  /** The model's value. */
  simulated: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** The worse one of the two values' qualities. */
  quality: Quality;
  /** Source time of the measurement. [ns] */
  time_ns: number;
}

/** `control.setpoint_requested.v1`: Somebody asks for a new value of a writable tag; the exchange has authorised it. */
export interface SetpointRequested {
  /** Unique per request; a repeated one has no effect. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Wanted value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** User who asks. */
  author: string;
  /** The user's words; may be empty. */
  reason: string;
  /** `operator` for a person; `instructor` for training, which never reaches the plant. */
  origin: Origin;
  /** When the user asked. [ns] */
  requested_ns: number;
  /** How long the plant may take to reach the value; 0 takes the tag's own. [s] */
  timeout_s: number;
  /** The right that allows it, as JSON; the commander judges the request by it again. */
  right: string;
  /** Where the author has that right from, such as `role operator`. */
  authorised_by: string;
}

/** `control.setpoint_progressed.v1`: One step of a setpoint transaction, in the words of NAMUR NE 178. */
export interface SetpointProgressed {
  /** Which request. */
  request_id: string;
  /** Which tag. */
  tag: string;
  /** Wanted value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** Step that was reached. */
  state: CommandState;
  /** Why a request was refused, failed or overridden, or what was checked. */
  reason: string;
  /** User who asked. */
  author: string;
  /** When the step was reached. [ns] */
  time_ns: number;
}

/** `plant.write_requested.v1`: The commander asks the adapter to write one value to the plant, once. */
export interface WriteRequested {
  /** Request that the write belongs to; the adapter writes once for each. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** The adapter refuses to write later than this. [ns] */
  not_after_ns: number;
}

/** `plant.write_attempted.v1`: What became of a write to the plant. */
export interface WriteAttempted {
  /** Request that the write belongs to. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value that was to be written. */
  value: number;
  /** `done`, `refused` by the plant, or the plant was `unreachable`. */
  outcome: WriteOutcome;
  /** OPC UA status or the error; empty if done. */
  reason: string;
  /** When the adapter had the answer. [ns] */
  time_ns: number;
}

/** `access.login_attempted.v1`: Somebody tried to log in to the exchange. */
export interface LoginAttempted {
  /** Name that was given. */
  user: string;
  /** Whether a token was issued. */
  succeeded: boolean;
  /** Network address of the client. */
  client: string;
  /** When. [ns] */
  time_ns: number;
  /** By a password of this system, or through an identity provider. */
  way: LoginWay;
  /** Why no token was issued; empty if one was. */
  reason: string;
}

/** `access.session_changed.v1`: A session of a user began, went on with a new token, or ended. */
export interface SessionChanged {
  /** Identity of the session, which all of its tokens carry. */
  session: string;
  /** Whose it is. */
  user: string;
  /** What happened; no token of an ended session is taken any more. */
  change: SessionChange;
  /** Network address of the client. */
  client: string;
  /** When the newest token expires by itself. [ns] */
  expires_ns: number;
  /** When it happened. [ns] */
  time_ns: number;
  /** Who did it; empty for the user whose session it is. */
  author: string;
}

/** `access.user_changed.v1`: All that is known of a user, passwords aside: no topic carries a password or its hash. */
export interface UserChanged {
  /** The user's name. */
  user: string;
  /** Issuer and subject, of a user of an identity provider; empty for one of here. */
  identity: string;
  /** Names of the user's roles, with blanks between them. */
  roles: string;
  /** The user's rights besides those of the roles, as a JSON list. */
  rights: string;
  /** Whether the user may not come in. */
  disabled: boolean;
  /** What was changed last. */
  change: UserChange;
  /** The role or right that was given or taken; empty for other changes. */
  detail: string;
  /** Who changed it. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}

/** `access.refused.v1`: Somebody who had logged in asked for what no right of theirs allows. */
export interface AccessRefused {
  /** Who asked. */
  user: string;
  /** What for. */
  action: Action;
  /** Tag, contract, user or route that it was about. */
  subject: string;
  /** What forbids it. */
  reason: string;
  /** When. [ns] */
  time_ns: number;
}

/** `system.agent_health.v1`: How one agent is, at least every two seconds while it lives. */
export interface AgentHealth {
  /** Name of the agent. */
  agent: string;
  /** Degraded means that it runs but cannot do all of its work. */
  state: AgentState;
  /** Why it is not healthy; empty if it is. */
  reason: string;
  /** When the agent said so. [ns] */
  time_ns: number;
  /** When its process started. [ns] */
  started_ns: number;
  /** Process number. [1] */
  pid: number;
  /** Messages handled since the start. [1] */
  handled: number;
  /** Messages sent to the reject topic since the start. [1] */
  rejected: number;
  /** Records that wait for the bus. [1] */
  buffered: number;
  /** Records lost because the buffer was full. [1] */
  dropped: number;
}

/** `system.rejected_message.v1`: A message that an agent could not take, kept whole with the reason. */
export interface RejectedMessage {
  /** Topic it came from. */
  topic: string;
  /** Partition it came from. [1] */
  partition: number;
  /** Its offset there. [1] */
  offset: number;
  /** Agent that refused it. */
  agent: string;
  /** What is wrong with it. */
  reason: string;
  /** The message's bytes. */
  payload: string;
  /** When it was refused. [ns] */
  time_ns: number;
}

/** `audit.entry.v1`: One entry of the hash-chained audit log. */
export interface AuditEntry {
  /** Position in the chain, from 1. [1] */
  sequence: number;
  /** When the audited thing happened. [ns] */
  time_ns: number;
  /** Who did it. */
  actor: string;
  /** What was done, e.g. `setpoint.refused`. */
  action: string;
  /** To what, e.g. a tag. */
  subject: string;
  /** The audited record as JSON. */
  detail: string;
  /** Hash of the entry before; 64 zeros for the first. */
  previous_hash: string;
  /** SHA-256 over the other fields and `previous_hash`, hexadecimal. */
  hash: string;
}

/** `contract.declared.v1`: All that is known of one version of a contract, the system's own ones included. */
export interface ContractDeclared {
  /** Its topic, `<domain>.<noun>.v<N>`. */
  topic: string;
  /** Name without version. */
  name: string;
  /** Version; each one has a topic of its own. [1] */
  version: number;
  /** Who alone may supply it. */
  owner: string;
  /** What it is. */
  doc: string;
  /** Field whose value is the Kafka key. */
  key_field: string;
  /** What a later revision of the schema has to keep. */
  compatibility: Compatibility;
  /** Where it stands between declared and decommissioned. */
  state: ContractState;
  /** Newest revision of its Avro schema, as JSON text. */
  schema: string;
  /** How this version is made from a newer one, as JSON text; empty if it is supplied. */
  bridge: string;
  /** User who changed it last; `code` for the system's own contracts. */
  author: string;
  /** When it was changed last. [ns] */
  time_ns: number;
}

/** `contract.changed.v1`: Somebody changed a contract, or was refused to. */
export interface ContractChanged {
  /** Topic of the contract. */
  topic: string;
  /** What was asked for. */
  action: ContractAction;
  /** Whether it was done. */
  verdict: Verdict;
  /** Which rule refused it, or what was changed. */
  reason: string;
  /** User who asked. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}

/** `contract.supply_attempted.v1`: Somebody supplied messages of a contract, or was refused to. */
export interface SupplyAttempted {
  /** Topic of the contract. */
  topic: string;
  /** Whether all messages were taken; else none was. */
  verdict: Verdict;
  /** How many were supplied. [1] */
  messages: number;
  /** What is wrong with them; empty if they were taken. */
  reason: string;
  /** User who supplied. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}
