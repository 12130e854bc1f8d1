/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Approval, CommandState, Origin } from "./vocabulary";

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
  /** Who approved or rejected it; empty for every other step. */
  second_person: string;
}

/** `control.approval_requested.v1`: A verified setpoint waits for a second person; all that a restarted commander needs of it. */
export interface ApprovalRequested {
  /** Which request waits. */
  request_id: string;
  /** Critical tag. */
  tag: string;
  /** Wanted value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** User who asked; never the one who approves. */
  author: string;
  /** The author's words; may be empty. */
  reason: string;
  /** Of the request. */
  origin: Origin;
  /** When the author asked. [ns] */
  requested_ns: number;
  /** How long the plant may take to reach the value; 0 takes the tag's own. [s] */
  timeout_s: number;
  /** Why the tag needs a second person. */
  critical: string;
  /** When the wait began. [ns] */
  time_ns: number;
  /** When the request is refused unless it was approved. [ns] */
  expires_ns: number;
}

/** `control.approval_decided.v1`: A second person approves or rejects a setpoint that waits; the exchange has authorised it. */
export interface ApprovalDecided {
  /** Which request. */
  request_id: string;
  /** Its tag. */
  tag: string;
  /** What the second person says. */
  decision: Approval;
  /** Second person. */
  user: string;
  /** The second person's words; may be empty. */
  reason: string;
  /** When. [ns] */
  time_ns: number;
  /** The right that allows it, as JSON; the commander judges the answer by it again. */
  right: string;
  /** Where the second person has that right from, such as `role supervisor`. */
  authorised_by: string;
}
