/** A question as it is being written, and what is still wrong with it. */

import { checkSetpoint } from "../setpoint";
import type { Tag } from "../plant";
import type { Answer, Question } from "./answer";

export interface Change {
  tag: string;
  /** As typed; of a mode, the number of its state. */
  text: string;
  /** Minutes after the moment, as typed. */
  after: string;
}

export interface Draft {
  /** Unix milliseconds; null for now. */
  at: number | null;
  changes: readonly Change[];
  minutes: number;
  tags: readonly string[];
}

export const EMPTY_CHANGE: Change = { tag: "", text: "", after: "" };
export const EMPTY_DRAFT: Draft = { at: null, changes: [EMPTY_CHANGE], minutes: 30, tags: [] };

type Tags = ReadonlyMap<string, Tag>;
export type Checked = { ok: true; value: number; after_s: number } | { ok: false; problem: string };

function afterOf(text: string, minutes: number): number | null {
  const after = text.trim() === "" ? 0 : Number(text.replace(",", "."));
  return Number.isFinite(after) && after >= 0 && after < minutes ? 60 * after : null;
}

/** Whether a change can be tried; no step is too large for the model. */
export function checkChange(change: Change, tags: Tags, minutes: number): Checked {
  const tag = tags.get(change.tag);
  if (tag === undefined) return { ok: false, problem: "Choose a tag." };
  if (!tag.writable) return { ok: false, problem: `${tag.name} can not be written.` };
  const checked = checkSetpoint(change.text, tag, null);
  if (!checked.ok) return checked;
  const after_s = afterOf(change.after, minutes);
  if (after_s === null) return { ok: false, problem: `After 0 to ${minutes} min, before the end.` };
  return { ok: true, value: checked.value, after_s };
}

/** Whether nothing has been written in it yet. */
export function isBlank({ tag, text }: Change): boolean {
  return tag === "" && text.trim() === "";
}

/** A draft that asks what an answer was given to, for trying something else from there. */
export function draftOf(answer: Answer): Draft {
  const shown = answer.set.map((move) => move.shows);
  return {
    at: Date.parse(answer.at),
    changes: answer.set.map(({ tag, value, after_s }) => ({
      tag,
      text: String(value),
      after: after_s === 0 ? "" : String(after_s / 60),
    })),
    minutes: answer.for_s / 60,
    tags: Object.keys(answer.tags).filter((tag) => !shown.includes(tag)),
  };
}

/** The question of a draft; null while something is wrong or nothing is asked for. */
export function questionOf(draft: Draft, tags: Tags): Question | null {
  const set: Question["set"] = [];
  for (const change of draft.changes.filter((each) => !isBlank(each))) {
    const checked = checkChange(change, tags, draft.minutes);
    if (!checked.ok) return null;
    set.push({ tag: change.tag, value: checked.value, after_s: checked.after_s });
  }
  if (set.length + draft.tags.length === 0) return null;
  const at = draft.at === null ? null : new Date(draft.at).toISOString();
  return { at, set, minutes: draft.minutes, tags: [...draft.tags] };
}
