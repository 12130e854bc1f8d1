/** Calls of the exchange about what-ifs and branches. */

import type { Branch, BranchRow, Difference, Question, WhatIf } from "./answer";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

export interface Branches {
  branches: BranchRow[];
  /** Names of those that can not be read. */
  broken: string[];
}

/** Each call raises ExchangeError; to ask, keep and delete needs the right `command`. */
export class WhatIfCalls {
  constructor(private readonly send: Send) {}

  /** Begins one; nothing is written to the plant. */
  ask(question: Question): Promise<WhatIf> {
    return this.with("POST", "/v1/whatifs", question);
  }

  follow(number: string): Promise<WhatIf> {
    return this.send(`/v1/whatifs/${encodeURIComponent(number)}`, {});
  }

  cancel(number: string): Promise<unknown> {
    return this.send(`/v1/whatifs/${encodeURIComponent(number)}`, { method: "DELETE" });
  }

  branches(): Promise<Branches> {
    return this.send("/v1/branches", {});
  }

  branch(name: string): Promise<Branch> {
    return this.send(pathOf(name), {});
  }

  keep(name: string, number: string, replace: boolean): Promise<BranchRow> {
    return this.with("PUT", pathOf(name), { number, replace });
  }

  delete(name: string): Promise<unknown> {
    return this.send(pathOf(name), { method: "DELETE" });
  }

  difference(name: string, other: string): Promise<Difference> {
    return this.send(`${pathOf(name)}/difference?${new URLSearchParams({ other })}`, {});
  }

  private with<Answer>(method: string, path: string, body: object): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    return this.send(path, { method, headers, body: JSON.stringify(body) });
  }
}

function pathOf(name: string): string {
  return `/v1/branches/${encodeURIComponent(name)}`;
}
