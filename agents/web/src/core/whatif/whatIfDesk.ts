/** What somebody tries on this screen: the draft, and how far the question is that was asked. */

import { ExchangeError } from "../exchangeError";
import { Observable } from "../observable";
import type { Question, WhatIf } from "./answer";
import { EMPTY_DRAFT, type Draft } from "./draft";
import type { WhatIfCalls } from "./whatIfCalls";

const LOOK_MS = 400;

export class WhatIfDesk {
  readonly draft = new Observable<Draft>(EMPTY_DRAFT);
  /** The last that was asked for; null before any. */
  readonly asked = new Observable<WhatIf | null>(null);
  /** Why it can not be followed now; empty if it can. */
  readonly problem = new Observable("");

  constructor(private readonly calls: () => WhatIfCalls) {}

  /** Asks, follows until it is over, and tells its number. Raises ExchangeError if it is not taken. */
  async ask(question: Question): Promise<string> {
    const begun = await this.calls().ask(question);
    this.asked.set(begun);
    this.lookLater(begun);
    return begun.number;
  }

  /** Ends the one that is under way. Raises ExchangeError. */
  async cancel(): Promise<void> {
    const asked = this.asked.get();
    if (asked === null || asked.state !== "running") return;
    await this.calls().cancel(asked.number);
    await this.look(asked);
  }

  /** Takes the answer off the desk. */
  clear(): void {
    if (this.asked.get()?.state !== "running") this.asked.set(null);
  }

  private lookLater(asked: WhatIf): void {
    setTimeout(() => void this.look(asked), LOOK_MS);
  }

  private async look(asked: WhatIf): Promise<void> {
    if (this.asked.get()?.number !== asked.number) return;
    try {
      const told = await this.calls().follow(asked.number);
      this.problem.set("");
      this.asked.set(told);
      if (told.state === "running") this.lookLater(told);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      this.problem.set(error.message);
      // What the exchange has forgotten, as after a restart, can not be waited for.
      if (error.status === 0 || error.status >= 500) this.lookLater(asked);
      else this.asked.set({ ...asked, state: "failed", failure: error.message });
    }
  }
}
