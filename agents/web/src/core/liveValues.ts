/** The newest sample of each tag; listeners are woken only for their own tag. */

import { Conflation } from "./conflation";
import type { Sample, Value, ValueChange } from "./value";

/** Only whole values have their unit. */
const isWhole = (value: ValueChange): value is Value => "unit" in value;

export class LiveValues {
  private readonly samples = new Map<string, Sample>();
  /** The newest of each tag as soon as it is there; `samples` follow at the next frame. */
  private readonly newest = new Map<string, Sample>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly incoming: Conflation<Sample>;

  /**
   * @param monotonic milliseconds of a clock that never goes back
   * @param schedule runs its argument later, once
   */
  constructor(
    private readonly monotonic: () => number,
    schedule: (run: () => void) => void,
  ) {
    this.incoming = new Conflation(
      (sample) => sample.tag,
      (samples) => samples.forEach((sample) => this.store(sample)),
      schedule,
    );
  }

  receive(values: readonly ValueChange[]): void {
    const receivedAt = this.monotonic();
    const samples: Sample[] = [];
    for (const value of values) {
      const sample = this.completed(value, receivedAt);
      if (sample !== null) samples.push(sample);
    }
    this.incoming.push(samples);
  }

  /** A change with what is known of its tag; null for a change of what is not known. */
  private completed(value: ValueChange, receivedAt: number): Sample | null {
    const before = this.newest.get(value.tag);
    const sample = isWhole(value)
      ? { ...value, receivedAt }
      : before && { ...before, ...value, receivedAt };
    if (sample === undefined) return null;
    this.newest.set(value.tag, sample);
    return sample;
  }

  get(tag: string): Sample | undefined {
    return this.samples.get(tag);
  }

  all(): Sample[] {
    return [...this.samples.values()];
  }

  subscribe(tag: string, listener: () => void): () => void {
    const listeners = this.listeners.get(tag) ?? new Set();
    this.listeners.set(tag, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  private store(sample: Sample): void {
    this.samples.set(sample.tag, sample);
    this.listeners.get(sample.tag)?.forEach((listener) => listener());
  }
}
