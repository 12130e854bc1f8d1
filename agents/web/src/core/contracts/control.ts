/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Approval, CommandState, Origin, RestoreState, SetAction } from "./vocabulary";

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

/** `control.set_action_requested.v1`: Somebody saves, deletes, plans, restores a set or cancels a restoring; it is authorised. */
export interface SetActionRequested {
  /** Unique per request; of a restoring it is the number. */
  request_id: string;
  /** Name of the set. */
  name: string;
  /** What is asked. */
  action: SetAction;
  /** Of a set that is saved, its tags; of one that is restored, the tags of its plan. */
  tags: string[];
  /** Values of the tags that are saved, in each tag's unit. */
  values: number[];
  /** Of a restoring, the right for each tag as JSON; the commander judges by it again. */
  rights: string[];
  /** Where the author has each right from, such as `role operator`. */
  authorised_by: string[];
  /** Percent of a tag's range within which a value counts as the saved one. */
  tolerance: number;
  /** Plan that is carried out, or restoring that is cancelled. */
  plan_id: string;
  /** User who asks. */
  author: string;
  /** The user's words; may be empty. */
  reason: string;
  /** When it was asked. [ns] */
  time_ns: number;
}

/** `control.set_changed.v1`: A setpoint set as it is now. */
export interface SetChanged {
  /** Name of the set. */
  name: string;
  /** Request that changed it. */
  request_id: string;
  /** Writable tags. */
  tags: string[];
  /** Their values, each in its tag's unit. */
  values: number[];
  /** Who saved or deleted it. */
  author: string;
  /** The user's words; may be empty. */
  reason: string;
  /** When. [ns] */
  time_ns: number;
  /** Whether there is no set of this name any more. */
  deleted: boolean;
}

/** `control.set_planned.v1`: What has to be written to restore a set now, in phases one after the other. */
export interface SetPlanned {
  /** Request for the plan; its number. */
  request_id: string;
  /** Name of the set. */
  name: string;
  /** Phase of each step, from 0. */
  phases: number[];
  /** Tag of each step. */
  tags: string[];
  /** Value of each step, in its tag's unit. */
  values: number[];
  /** Value of each step's tag before the first step. */
  formers: number[];
  /** What of the set is not restored, and why. */
  left_out: string[];
  /** When. [ns] */
  time_ns: number;
}

/** `control.restore_progressed.v1`: One step of restoring a set. */
export interface RestoreProgressed {
  /** Which restoring. */
  restore_id: string;
  /** Name of the set. */
  name: string;
  /** Step that was reached. */
  state: RestoreState;
  /** Of a step that is done, its tag; else empty. */
  tag: string;
  /** Of a step that is done, its value in the tag's unit. */
  value: number;
  /** What happened, or why it went wrong. */
  reason: string;
  /** Steps that are done. [1] */
  done: number;
  /** Steps of the plan. [1] */
  steps: number;
  /** User who asked. */
  author: string;
  /** When. [ns] */
  time_ns: number;
  /** Tag of each step, of the record `begun` only. */
  tags: string[];
  /** Value of each step's tag before the first step, of `begun` only. */
  formers: number[];
  /** Right for each step, of `begun` only. */
  rights: string[];
  /** Where the author has each right from, of `begun` only. */
  authorised_by: string[];
}
