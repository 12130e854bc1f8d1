/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { AgentState } from "./vocabulary";

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

/** `system.agent_snapshot.v1`: What an agent would lose by a restart; its next process goes on with the newest. */
export interface AgentSnapshot {
  /** Name of the agent. */
  agent: string;
  /** In the agent's own form. */
  state: string;
  /** When it was taken. [ns] */
  time_ns: number;
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
