/** The setpoint transaction (NAMUR NE 178 words) as this client follows it. */

import type { Prediction } from "./prediction";

export const PROGRESS_STATES = [
  "requested",
  "authorised",
  "verified",
  "predicted",
  "awaiting_approval",
  "approved",
  "accepted",
  "written",
  "read_back",
] as const;
export const FINAL_STATES = ["completed", "failed", "refused", "overridden"] as const;

export type FinalState = (typeof FINAL_STATES)[number];
export type CommandState = (typeof PROGRESS_STATES)[number] | FinalState;

export interface Stage {
  state: CommandState;
  reason: string | null;
  time: string;
}

export interface Command {
  request_id: string;
  tag: string;
  value: number;
  author: string;
  stages: Stage[];
  /** What the model said before it was written; null or missing where it has not. */
  prediction?: Prediction | null;
}

/** One step of one command, as the stream sends it. */
export interface CommandEvent extends Stage {
  request_id: string;
  tag: string;
  value: number;
  author: string;
}

const RANK = new Map<string, number>(
  [...PROGRESS_STATES, ...FINAL_STATES].map((state, place) => [state, place]),
);

/** States which only a command of a critical tag reaches. */
const OF_CRITICAL = new Set<CommandState>(["awaiting_approval", "approved"]);

/** What a command waits for now, in words. */
export function waitsFor(command: Command): string {
  const reached = new Set<CommandState>(command.stages.map((stage) => stage.state));
  if (reached.has("awaiting_approval") && !reached.has("approved")) return "a second person";
  const last = Math.max(
    ...PROGRESS_STATES.map((state, place) => (reached.has(state) ? place : -1)),
  );
  const next = PROGRESS_STATES.slice(last + 1).find((state) => !OF_CRITICAL.has(state));
  return next?.replace("_", " ") ?? "the plant to reach it";
}

/** True if no further stage can follow. */
export function isFinal(state: CommandState): state is FinalState {
  return (FINAL_STATES as readonly string[]).includes(state);
}

/** Final state, or undefined while the command is under way. */
export function outcomeOf(command: Command): FinalState | undefined {
  return command.stages.map((stage) => stage.state).find(isFinal);
}

/** The union of both stage lists, one entry a state, in the order of the transaction. */
export function mergeStages(known: readonly Stage[], more: readonly Stage[]): Stage[] {
  const byState = new Map<string, Stage>();
  for (const stage of [...more, ...known]) byState.set(stage.state, stage);
  return [...byState.values()].sort(
    (a, b) => (RANK.get(a.state) ?? RANK.size) - (RANK.get(b.state) ?? RANK.size),
  );
}

/** A command with `event` added; repeated and late events change nothing they should not. */
export function advance(command: Command | undefined, event: CommandEvent): Command {
  const { request_id, tag, value, author, state, reason, time } = event;
  const before = command ?? { request_id, tag, value, author, stages: [] };
  return { ...before, stages: mergeStages(before.stages, [{ state, reason, time }]) };
}
