/** Calls of the exchange about setpoint sets; all but readings need the right `command`. */

import type { ComparedSet, Plan, Restore, SavedSet } from "./sets";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

/** Each call raises ExchangeError. */
export class SetCalls {
  constructor(private readonly send: Send) {}

  async all(): Promise<SavedSet[]> {
    return (await this.send<{ sets: SavedSet[] }>("/v1/sets", {})).sets;
  }

  /** A set beside the plant; `tolerance` is a percentage of each tag's range. */
  compare(name: string, tolerance: number): Promise<ComparedSet> {
    return this.send(`${pathOf(name)}?tolerance=${tolerance}`, {});
  }

  /** Save what is set now, of the tags that fit a pattern. */
  save(name: string, tags: string[], reason: string): Promise<SavedSet> {
    return this.with("PUT", pathOf(name), { tags, reason });
  }

  /** Save given values, each in its tag's unit. */
  saveValues(name: string, values: Record<string, number>, reason: string): Promise<SavedSet> {
    return this.with("PUT", pathOf(name), { values, reason });
  }

  delete(name: string): Promise<SavedSet> {
    return this.send(pathOf(name), { method: "DELETE" });
  }

  /** What would be written; nothing is. */
  plan(name: string, tolerance: number): Promise<Plan> {
    return this.with("POST", `${pathOf(name)}/plan`, { tolerance });
  }

  restore({ name, plan_id }: Plan, reason: string): Promise<{ restore_id: string }> {
    return this.with("POST", `${pathOf(name)}/restore`, { plan_id, reason });
  }

  /** Stop a restoring; what it has written goes back. */
  cancel(restoreId: string): Promise<unknown> {
    return this.send(`/v1/restores/${encodeURIComponent(restoreId)}`, { method: "DELETE" });
  }

  async restores(): Promise<Restore[]> {
    return (await this.send<{ restores: Restore[] }>("/v1/restores", {})).restores;
  }

  private with<Answer>(method: string, path: string, body: object): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    return this.send(path, { method, headers, body: JSON.stringify(body) });
  }
}

function pathOf(name: string): string {
  return `/v1/sets/${encodeURIComponent(name)}`;
}
