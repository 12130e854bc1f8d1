/** Goes to moments that are over: seek, step, play; the live twin goes on meanwhile. */

import { ExchangeError } from "./exchangeError";
import type { Span } from "./moment";
import { Observable } from "./observable";
import { PastTwin } from "./pastTwin";
import type { Twin } from "./twin";

const TICK_MS = 1000;

export interface PastState extends Span {
  /** The moment that is asked for, in Unix milliseconds. */
  at: number;
  /** The moment that is shown: another one while `at` is being read; null before the first. */
  shown: number | null;
  playing: boolean;
  /** Seconds of the past in a second. */
  speed: number;
  /** Whether it begins again where playing began. */
  loop: boolean;
  /** Why the moment is not shown; empty if it is. */
  problem: string;
}

export class TimeMachine {
  /** Null while the screen is live. */
  readonly state = new Observable<PastState | null>(null);
  /** What screens show of the past; null until it was first asked for. */
  twin: PastTwin | null = null;
  private wanted: number | null = null;
  private loading = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  private playedFrom = 0;

  constructor(private readonly live: Twin) {}

  /** Goes to a moment, the last one that is kept if none is named. Raises ExchangeError. */
  async open(at?: number): Promise<void> {
    const span = await this.live.exchange.moments.span();
    if (span === null)
      throw new ExchangeError(404, "Nothing is kept yet.", "Try again in a minute.");
    this.twin = new PastTwin(this.live);
    const beginning = { shown: null, playing: false, speed: 10, loop: false, problem: "" };
    this.state.set({ ...span, ...beginning, at: span.last });
    this.seek(at ?? span.last);
  }

  /** Back to the live twin. */
  close(): void {
    this.pause();
    this.wanted = null;
    this.twin = null;
    this.state.set(null);
  }

  /** Goes to a moment as far as there is one; trends end there. */
  seek(at: number): void {
    const state = this.state.get();
    if (state === null || Number.isNaN(at)) return;
    const near = Math.min(state.last, Math.max(state.first, at));
    this.twin?.until.set(near);
    this.goTo(near);
  }

  step(ms: number): void {
    this.seek((this.state.get()?.at ?? 0) + ms);
  }

  play(): void {
    const state = this.state.get();
    if (state === null || state.playing) return;
    this.playedFrom = state.at;
    this.change({ playing: true });
    this.timer = setInterval(() => void this.tick(), TICK_MS);
  }

  pause(): void {
    clearInterval(this.timer);
    this.change({ playing: false });
  }

  setSpeed(speed: number): void {
    this.change({ speed });
  }

  setLoop(loop: boolean): void {
    this.change({ loop });
  }

  private async tick(): Promise<void> {
    const state = this.state.get();
    // A moment that takes longer than a second is waited for, not skipped.
    if (state === null || this.loading) return;
    const next = state.at + state.speed * TICK_MS;
    if (next <= state.last || (await this.reaches(next))) this.goTo(next);
    else if (state.loop) this.seek(this.playedFrom);
    else this.pause();
  }

  /** Whether what was written meanwhile reaches this moment. */
  private async reaches(at: number): Promise<boolean> {
    const span = await this.live.exchange.moments.span().catch(() => null);
    if (span !== null) this.change(span);
    return span !== null && at <= span.last;
  }

  private goTo(at: number): void {
    this.change({ at });
    this.wanted = at;
    if (!this.loading) void this.load();
  }

  /** Loads what is wanted last; what was wanted meanwhile is skipped. */
  private async load(): Promise<void> {
    this.loading = true;
    while (this.wanted !== null && this.twin !== null) {
      const at = this.wanted;
      this.wanted = null;
      const outcome = await this.twin.show(at).then(
        () => ({ shown: at, problem: "" }),
        (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
      );
      this.change(outcome);
    }
    this.loading = false;
  }

  private change(changes: Partial<PastState>): void {
    const state = this.state.get();
    if (state !== null) this.state.set({ ...state, ...changes });
  }
}
