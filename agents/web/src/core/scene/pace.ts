/** How often a picture that moves by itself is drawn. */

const PICTURE_MS = 80; // as often as the eye needs, and no more
const SHARE = 0.2; // of the time at most: values and clicks come first
const LONGEST_MS = 10_000;

/** Milliseconds to wait after a picture which came that long after it was asked for. */
export function pauseAfter(took: number): number {
  // One that comes at the screen's next turn has cost nothing.
  const cost = Math.max(0, took - 17);
  return Math.min(LONGEST_MS, Math.max(PICTURE_MS, cost / SHARE));
}

/** Asks for pictures one after the other, with pauses as long as this machine needs. */
export class Beat {
  private asked: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param ask asks for a picture; `drawn` has to be called when it has come
   * @param now monotonic milliseconds
   */
  constructor(
    private readonly ask: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(): void {
    this.asked = this.now();
    this.ask();
  }

  /** A picture was drawn, whoever has asked for it. */
  drawn(): void {
    if (this.asked === null) return;
    const pause = pauseAfter(this.now() - this.asked);
    this.asked = null;
    this.timer = setTimeout(() => this.start(), pause);
  }

  stop(): void {
    this.asked = null;
    clearTimeout(this.timer);
  }
}
