/** The plant at a moment that is over, and how far back there is one. */

import type { AlarmEvent } from "./alarmEvent";
import type { Command } from "./command";
import type { InterlockEvent } from "./interlock";
import type { Release } from "./release";
import type { AgentHealth } from "./status";
import type { TwinHealth } from "./twinHealth";
import type { Value } from "./value";

export interface Moment {
  time: string;
  values: Value[];
  alarms: AlarmEvent[];
  interlocks: InterlockEvent[];
  /** What came out, as far as this user may know. */
  releases?: Release[];
  /** Of trainings: valves that are stuck, as far as this user may know. */
  stuck?: string[];
}

export interface PastHealth {
  twin: TwinHealth;
  agents: AgentHealth[];
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

  /** Commands as far as they had come then. */
  async commands(at: number): Promise<Command[]> {
    return (await this.of<{ commands: Command[] }>("commands", at)).commands;
  }

  /** How the twin and the agents were. */
  health(at: number): Promise<PastHealth> {
    return this.of("health", at);
  }

  private of<Answer>(part: string, at: number): Promise<Answer> {
    const query = new URLSearchParams({ at: new Date(at).toISOString() });
    return this.send(`/v1/moment/${part}?${query}`, {});
  }

  /** Of which time there is something; null if of none. */
  async span(): Promise<Span | null> {
    type Told = { first: string | null; last: string | null };
    const { first, last } = await this.send<Told>("/v1/moment/span", {});
    if (first === null || last === null) return null;
    return { first: Date.parse(first), last: Date.parse(last) };
  }
}
