/** Generated from the contracts of the code by `make generate`; do not edit. */

import type {
  AlarmAction,
  AlarmBasis,
  AlarmChange,
  AlarmLimit,
  AlarmPriority,
  AlarmState,
  InterlockState,
  Origin,
} from "./vocabulary";

/** `alarms.alarm_changed.v1`: One transition of an alarm; all of them are the alarm journal. */
export interface AlarmChanged {
  /** Name of the alarm, `<tag>.<limit>`; with `residual_` or `predicted_` before the limit of those that are not about a measured value. */
  alarm: string;
  /** ISA-5.1 name of the instrument. */
  tag: string;
  /** Which of the tag's limits. */
  limit: AlarmLimit;
  /** ISA-18.2 state after the transition. */
  state: AlarmState;
  /** What happened. */
  change: AlarmChange;
  /** From the plant description: limits beyond which an interlock trips count more. */
  priority: AlarmPriority;
  /** Last good value in `unit`; NaN if there was none. */
  value: number;
  /** Limit in `unit`. */
  setting: number;
  /** Engineering unit of the plant description; `1` for a significance. */
  unit: string;
  /** Grows by one each time the alarm is raised; an acknowledgement names it. [1] */
  occurrence: number;
  /** Counts the transitions of this alarm. [1] */
  sequence: number;
  /** Since when the alarm has been raised; 0 if it is not. [ns] */
  raised_ns: number;
  /** When it happened. [ns] */
  time_ns: number;
  /** Who acknowledged, shelved or took it out of service; empty if nobody did. */
  user: string;
  /** The user's words, or why it came off the shelf or is suppressed; may be empty. */
  reason: string;
  /** When it comes off the shelf by itself; 0 unless it is shelved. [ns] */
  until_ns: number;
  /** What an interlock does beyond; empty if there is none. */
  consequence: string;
  /** Interlock that tripped first, if the alarm came after it in the same upset; empty for the others. */
  follows: string;
  /** Where the value comes from. */
  origin: Origin;
  /** Request that was carried out; empty if it was none. */
  request_id: string;
  /** What is compared with the limit: a measured value, how significant its residual is, or where the model sees it in the time ahead. */
  basis: AlarmBasis;
  /** Whether somebody has changed the four settings; else they are those of the plant description, and the following three are void. */
  tuned: boolean;
  /** How far behind the limit a value is before the alarm returns, in `unit`. */
  deadband: number;
  /** How long a value is beyond the limit before the alarm is raised. [s] */
  on_delay_s: number;
  /** How long a value is behind the deadband before the alarm returns. [s] */
  off_delay_s: number;
}

/** `alarms.action_requested.v1`: Somebody acknowledges an alarm or shelves it; the exchange has authorised it. */
export interface AlarmActionRequested {
  /** Unique per request; a repeated one has no effect. */
  request_id: string;
  /** What is asked for. */
  action: AlarmAction;
  /** Name of the alarm, `<tag>.<limit>`. */
  alarm: string;
  /** Its tag. */
  tag: string;
  /** Which occurrence is acknowledged; 0 for the other actions. [1] */
  occurrence: number;
  /** Who asks. */
  user: string;
  /** The user's words; needed for shelving, taking out of service and tuning. */
  reason: string;
  /** When it comes off the shelf by itself; 0 for the other actions. [ns] */
  until_ns: number;
  /** When the user asked. [ns] */
  time_ns: number;
  /** The right that allows it, as JSON; the agent judges the request by it again. */
  right: string;
  /** Where the user has that right from, such as `role operator`. */
  authorised_by: string;
  /** Limit from now on, in the alarm's unit; void but for tuning, as the next three. */
  setting: number;
  /** Deadband from now on, in the alarm's unit. */
  deadband: number;
  /** On-delay from now on. [s] */
  on_delay_s: number;
  /** Off-delay from now on. [s] */
  off_delay_s: number;
}

/** `alarms.action_refused.v1`: What was asked for with an alarm was not done. */
export interface AlarmActionRefused {
  /** Which request. */
  request_id: string;
  /** What was asked for. */
  action: AlarmAction;
  /** Name of the alarm. */
  alarm: string;
  /** Its tag. */
  tag: string;
  /** Who asked. */
  user: string;
  /** Why it was not done. */
  reason: string;
  /** When the user asked. [ns] */
  time_ns: number;
}

/** `alarms.interlock_changed.v1`: An interlock has tripped or is free again, as the measurements tell. */
export interface InterlockChanged {
  /** Name of the plant description. */
  interlock: string;
  /** ISA-5.1 name of what it watches. */
  tag: string;
  /** What it is now. */
  state: InterlockState;
  /** Value of the tag in `unit` when it changed. */
  value: number;
  /** Beyond which it trips, in `unit`. */
  limit: number;
  /** Engineering unit of the tag. */
  unit: string;
  /** Interlock that tripped first in the same upset; its own name if it did. */
  first_out: string;
  /** What it drives to its safe position. */
  actuators: string[];
  /** Where the value comes from. */
  origin: Origin;
  /** When it happened. [ns] */
  time_ns: number;
}
