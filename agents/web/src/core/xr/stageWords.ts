/** How far a command has come, in one line. */

import { outcomeOf, waitsFor, type Command } from "../command";
import type { Tag } from "../plant";

interface Sent {
  tag: Tag;
  isSent: boolean;
  /** Undefined before its first stage. */
  command: Command | undefined;
  /** Why the exchange refused it; empty if it did not. */
  refusal: string;
  /** Why none may be sent; empty if one may. */
  forbidden: string;
}

const SIGN = { completed: "✓", failed: "✕", refused: "⊘", overridden: "↷" } as const;

function progress(command: Command): string {
  const last = command.stages.at(-1);
  const outcome = outcomeOf(command);
  if (outcome === undefined)
    return `${(last?.state ?? "sent").replaceAll("_", " ")}, waiting for ${waitsFor(command)}`;
  return [`${SIGN[outcome]} ${outcome}`, last?.reason].filter(Boolean).join(": ");
}

/** The line below the buttons of a setpoint; empty while there is nothing to tell. */
export function stageWords({ tag, isSent, command, refusal, forbidden }: Sent): string {
  if (command !== undefined) return progress(command);
  if (refusal !== "") return `⊘ ${refusal}`;
  if (isSent) return "sent, no answer yet …";
  if (forbidden !== "") return forbidden;
  return tag.critical === "" ? "" : `A second person has ${tag.approval_s / 60} min to approve it.`;
}
