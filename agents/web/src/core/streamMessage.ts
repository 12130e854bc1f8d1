/** Decodes what the exchange sends over `WS /v1/stream`. */

import type { AlarmEvent } from "./alarmEvent";
import type { ApprovalEvent } from "./approvals";
import type { CommandEvent } from "./command";
import type { Revision } from "./diagramCalls";
import type { InterlockEvent } from "./interlock";
import type { Prediction } from "./prediction";
import type { Release } from "./release";
import type { RestoreEvent } from "./sets";
import type { AgentHealth } from "./status";
import type { ValueChange } from "./value";

export type StreamMessage =
  | { type: "values"; time: string; conflated: number; values: ValueChange[]; lost_events?: number }
  | ({ type: "command" } & CommandEvent)
  | ({ type: "approval" } & ApprovalEvent)
  | ({ type: "alarm" } & AlarmEvent)
  | ({ type: "interlock" } & InterlockEvent)
  | ({ type: "prediction" } & Prediction)
  | ({ type: "release" } & Release)
  | ({ type: "restore" } & RestoreEvent)
  | ({ type: "diagram" } & Revision)
  | { type: "health"; agents: AgentHealth[] }
  | { type: "access"; contract: string; time: string }
  | { type: "heartbeat"; time: string }
  | { type: "error"; error: string; hint: string };

const REQUIRED: Record<StreamMessage["type"], string[]> = {
  values: ["values"],
  command: ["request_id", "tag", "state", "time"],
  approval: ["request_id", "tag", "author", "left_s"],
  alarm: ["alarm", "tag", "limit", "state", "priority", "occurrence", "time"],
  interlock: ["interlock", "tag", "state", "first_out", "actuators", "time"],
  prediction: ["request_id", "tag", "failure", "crossed", "tripped", "curve"],
  release: ["place", "kind", "phase", "rate", "burning", "time"],
  restore: ["restore_id", "name", "state", "done", "steps", "time"],
  diagram: ["diagram", "revision", "author", "time"],
  health: ["agents"],
  access: ["contract", "time"],
  heartbeat: [],
  error: ["error"],
};

/** Values that have some fields alike, as the exchange sends what has changed. */
interface Group {
  shared: Partial<ValueChange>;
  values: Partial<ValueChange>[];
}

/** Each value with what it shares. */
function ungrouped(message: Record<string, unknown>): Record<string, unknown> {
  const { groups, ...rest } = message as { groups: Group[] };
  const values = groups.flatMap(({ shared, values }) =>
    values.map((own) => ({ ...shared, ...own })),
  );
  return { ...rest, values };
}

/** The message in `text`, or null if it is none of the contract's. */
export function decodeMessage(text: string): StreamMessage | null {
  try {
    const told = JSON.parse(text) as Record<string, unknown>;
    const message = "groups" in told ? ungrouped(told) : told;
    const required = REQUIRED[message["type"] as StreamMessage["type"]] as string[] | undefined;
    const complete = required?.every((field) => field in message) ?? false;
    return complete ? (message as unknown as StreamMessage) : null;
  } catch {
    return null;
  }
}
