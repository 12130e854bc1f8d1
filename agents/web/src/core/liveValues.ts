/** The newest sample of each tag; listeners are woken only for their own tag. */

import { Conflation } from "./conflation";
import type { Sample, Value } from "./value";

export class LiveValues {
  private readonly samples = new Map<string, Sample>();
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

  receive(values: readonly Value[]): void {
    const receivedAt = this.monotonic();
    this.incoming.push(values.map((value) => ({ ...value, receivedAt })));
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
