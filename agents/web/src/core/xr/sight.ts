/** What somebody in a headset sees, as the page beside it tells. */

import { Observable } from "../observable";
import type { Vector } from "../scene/thing";
import type { SessionKind } from "./support";

/** A button as it is for the person in the headset: metres to the right, up and behind. */
export interface SeenButton {
  name: string;
  enabled: boolean;
  at: Vector;
}

export interface Sight {
  kind: SessionKind;
  /** Where the person's origin is in the plant (VR), or the model in the room (AR). */
  at: Vector;
  /** Of the model in AR: `1:200`; empty in VR. */
  scale: string;
  /** What is open on the panel; empty without one. */
  item: string;
  lines: readonly string[];
  /** How far the last command has come; empty without one. */
  stage: string;
  buttons: readonly SeenButton[];
  /** Of the bar before a model on a table. */
  bar: readonly SeenButton[];
}

const NOTHING = { scale: "", item: "", lines: [], stage: "", buttons: [], bar: [] } as const;

export class SightOfHeadset extends Observable<Sight | null> {
  constructor() {
    super(null);
  }

  /** Changes what is seen, if there is a session at all. */
  amend(changes: Partial<Sight>): void {
    const before = this.get();
    if (before !== null) this.set({ ...before, ...changes });
  }

  /** Begins a session with nothing in sight, or changes what is seen in it. */
  change(kind: SessionKind, changes: Partial<Sight>): void {
    const before = this.get() ?? { ...NOTHING, kind, at: [0, 0, 0] as const };
    this.set({ ...before, kind, ...changes });
  }
}
