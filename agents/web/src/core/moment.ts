/** The plant at a moment that is over, and how far back there is one. */

import type { AlarmEvent } from "./alarmEvent";
import type { InterlockEvent } from "./interlock";
import type { Release } from "./release";
import type { Value } from "./value";

export interface Moment {
  time: string;
  values: Value[];
  alarms: AlarmEvent[];
  interlocks: InterlockEvent[];
  /** Of trainings: what comes out, and valves that are stuck, as far as this user may know. */
  releases?: Release[];
  stuck?: string[];
}

/** Unix milliseconds; null while nothing is kept. */
export interface Span {
  first: number;
  last: number;
}

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

/** Each call raises ExchangeError. */
export class MomentCalls {
  constructor(private readonly send: Send) {}

  /** The plant as it was at `at`, in Unix milliseconds. */
  at(at: number): Promise<Moment> {
    const query = new URLSearchParams({ at: new Date(at).toISOString() });
    return this.send(`/v1/moment?${query}`, {});
  }

  /** Of which time there is something; null if of none. */
  async span(): Promise<Span | null> {
    type Told = { first: string | null; last: string | null };
    const { first, last } = await this.send<Told>("/v1/moment/span", {});
    if (first === null || last === null) return null;
    return { first: Date.parse(first), last: Date.parse(last) };
  }
}
