/** Takes a screen into the training that is open, and out of it. */

import { ExchangeError } from "../exchangeError";
import { Observable } from "../observable";
import type { Twin } from "../twin";
import type { Training } from "./training";
import { TrainingTwin } from "./trainingTwin";

const EACH_MS = 1000;

export class TrainingVisit {
  /** The training that is open; null if none is, or nobody has looked yet. */
  readonly training = new Observable<Training | null>(null);
  /** What the screen shows while it is in the training; null while it is not. */
  readonly twin = new Observable<TrainingTwin | null>(null);
  /** Why it can not be shown; empty if it can. */
  readonly problem = new Observable("");
  private timer: ReturnType<typeof setInterval> | undefined;
  private watchers = 0;
  private looking = false;

  constructor(private readonly live: Twin) {}

  /** Looks once a second until the returned function is called. */
  watch(): () => void {
    if (this.watchers++ === 0) this.timer = setInterval(() => void this.look(), EACH_MS);
    void this.look();
    return () => {
      if (--this.watchers === 0) clearInterval(this.timer);
    };
  }

  /** Shows the training in place of the plant. */
  join(): void {
    const training = this.training.get();
    if (training !== null) this.twin.set(new TrainingTwin(this.live, training));
    void this.look();
  }

  /** Back to the plant. */
  leave(): void {
    this.twin.set(null);
  }

  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.training.set(await this.live.exchange.training.open());
      if (this.training.get() === null) this.leave();
      await this.twin.get()?.show();
      this.problem.set("");
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      this.problem.set(error.message);
    } finally {
      this.looking = false;
    }
  }
}
