import { StillTwin } from "./stillTwin";
import type { Twin } from "./twin";

/** The twin as it was: fed by the history, a moment at a time. Nothing is done through it. */
export class PastTwin extends StillTwin {
  constructor(live: Twin) {
    super(live, live.me.get()?.may.filter((action) => action === "read") ?? []);
  }

  /** Shows the moment at `at`, in Unix milliseconds. Raises ExchangeError. */
  async show(at: number): Promise<void> {
    await this.showMoment(await this.exchange.moments.at(at));
  }
}
