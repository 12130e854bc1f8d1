/** What comes out of the process, as the stream and trainings tell it. */

import type { ReleaseEstimated } from "./contracts/model";
import { Observable } from "./observable";

export interface Release extends Omit<ReleaseEstimated, "time_ns"> {
  time: string;
}

interface Heard {
  release: Release;
  /** Monotonic milliseconds; infinite for what is shown as it was, which does not age. */
  at: number;
}

const STALE_MS = 5000; // the model tells of each once a second

function isSame(one: Release, other: Release): boolean {
  return one.place === other.place && one.kind === other.kind;
}

export class ReleaseList extends Observable<readonly Heard[]> {
  /** @param monotonic milliseconds of a clock that never goes back */
  constructor(private readonly monotonic: () => number) {
    super([]);
  }

  hear(release: Release): void {
    const others = this.get().filter((each) => !isSame(each.release, release));
    this.set([...others, { release, at: this.monotonic() }]);
  }

  /** Replaces all by what there is now. */
  read(releases: readonly Release[]): void {
    this.set(releases.map((release) => ({ release, at: this.monotonic() })));
  }

  /** Those that were told of lately; what nobody repeats is not known any more. */
  known(now: number): Release[] {
    return this.get()
      .filter(({ at }) => now - at < STALE_MS)
      .map(({ release }) => release);
  }
}
