/** Interlocks that have tripped, fed by the stream and by `GET /v1/interlocks`. */

import type { InterlockState } from "./contracts/vocabulary";
import { Observable } from "./observable";

export interface InterlockEvent {
  interlock: string;
  description: string;
  tag: string;
  state: InterlockState;
  value: number | null;
  limit: number;
  unit: string;
  /** Interlock that tripped first in the same upset. */
  first_out: string;
  /** What it drives to its safe position. */
  actuators: string[];
  time: string;
}

/** Those that are tripped now, the one that tripped first in front. */
export class InterlockList extends Observable<readonly InterlockEvent[]> {
  constructor() {
    super([]);
  }

  hear(event: InterlockEvent): void {
    const others = this.get().filter(({ interlock }) => interlock !== event.interlock);
    const tripped = event.state === "tripped" ? [...others, event] : others;
    this.set(tripped.sort((a, b) => a.time.localeCompare(b.time)));
  }

  /** Replace all by what the exchange lists. */
  read(events: readonly InterlockEvent[]): void {
    this.set(events);
  }
}
