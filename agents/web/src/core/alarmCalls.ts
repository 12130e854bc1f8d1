/** Calls of the exchange about alarms; all but readings need the right `command` for the tag. */

import type { AlarmDefinition } from "./alarmDefinition";
import type { AlarmEvent } from "./alarmEvent";
import type { InterlockEvent } from "./interlock";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

/** Each call raises ExchangeError. */
export class AlarmCalls {
  constructor(private readonly send: Send) {}

  /** All that are not normal, of tags this user may read. */
  async all(): Promise<AlarmEvent[]> {
    return (await this.send<{ alarms: AlarmEvent[] }>("/v1/alarms", {})).alarms;
  }

  /** What an alarm is, and what to do when it is raised. */
  definition(alarm: string): Promise<AlarmDefinition> {
    return this.send(pathOf(alarm), {});
  }

  /** Acknowledge the occurrence that was seen; a later one has to be seen as well. */
  acknowledge({ alarm, occurrence }: AlarmEvent): Promise<unknown> {
    return this.post(`${pathOf(alarm)}/acknowledgement`, { occurrence, reason: "" });
  }

  /** Let go of one that latches, once it is gone and acknowledged. */
  reset(alarm: string): Promise<unknown> {
    return this.post(`${pathOf(alarm)}/reset`, {});
  }

  shelve(alarm: string, minutes: number, reason: string): Promise<unknown> {
    return this.post(`${pathOf(alarm)}/shelving`, { minutes, reason });
  }

  unshelve(alarm: string): Promise<unknown> {
    return this.send(`${pathOf(alarm)}/shelving`, { method: "DELETE" });
  }

  /** Take out of sight until somebody returns it. */
  removeFromService(alarm: string, reason: string): Promise<unknown> {
    return this.post(`${pathOf(alarm)}/removal`, { reason });
  }

  returnToService(alarm: string): Promise<unknown> {
    return this.send(`${pathOf(alarm)}/removal`, { method: "DELETE" });
  }

  /** Interlocks that are tripped now. */
  async interlocks(): Promise<InterlockEvent[]> {
    const path = "/v1/interlocks";
    return (await this.send<{ interlocks: InterlockEvent[] }>(path, {})).interlocks;
  }

  private post(path: string, body: object): Promise<unknown> {
    const headers = { "Content-Type": "application/json" };
    return this.send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

function pathOf(alarm: string): string {
  return `/v1/alarms/${encodeURIComponent(alarm)}`;
}
