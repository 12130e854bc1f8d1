/** Setpoint sets, their plans and restorings, as the exchange tells them. */

import type { RestoreState } from "./contracts/vocabulary";
import { Observable } from "./observable";
import type { Question } from "./whatif/answer";

const KEPT = 50;
const ENDS: readonly RestoreState[] = ["completed", "rolled_back", "failed", "refused"];

/** A set without its values. */
export interface SavedSet {
  name: string;
  tags: number;
  author: string;
  reason: string;
  time: string;
}

/** One value of a set beside the plant's; null where the plant has none now. */
export interface Compared {
  tag: string;
  saved: number;
  now: number | null;
  difference: number | null;
  within: boolean | null;
}

export interface ComparedSet extends SavedSet {
  values: Compared[];
}

/** One write of a plan; those of a phase go together, the next phase waits for them. */
export interface Step {
  phase: number;
  tag: string;
  value: number;
  former: number | null;
  critical: string;
}

export interface Plan {
  plan_id: string;
  name: string;
  steps: Step[];
  /** What can not be brought to its saved value, and why. */
  left_out: string[];
}

/** Asks what would come of a plan, its phases one after the other as a restoring has them. */
export function questionOfPlan({ steps }: Plan, minutes: number): Question {
  const set = steps.map(({ tag, value, phase }) => ({ tag, value, phase, after_s: 0 }));
  return { at: null, set, minutes, tags: [] };
}

/** How far a restoring is; a step of it where `tag` is not empty. */
export interface RestoreEvent {
  restore_id: string;
  name: string;
  state: RestoreState;
  tag: string;
  value: number | null;
  reason: string;
  done: number;
  steps: number;
  author: string;
  time: string;
}

export interface Restore extends RestoreEvent {
  stages: RestoreEvent[];
}

export function isOver({ state }: RestoreEvent): boolean {
  return ENDS.includes(state);
}

/** Restorings, newest first, fed by the stream and by `GET /v1/restores`. */
export class RestoreList extends Observable<readonly Restore[]> {
  constructor() {
    super([]);
  }

  hear(event: RestoreEvent): void {
    const known = this.get().find((each) => each.restore_id === event.restore_id);
    const next = { ...event, stages: [...(known?.stages ?? []), event] };
    if (known === undefined) this.set([next, ...this.get()].slice(0, KEPT));
    else this.set(this.get().map((each) => (each === known ? next : each)));
  }

  /** Replace all by what the exchange lists. */
  read(restores: readonly Restore[]): void {
    this.set(restores);
  }
}
