import type { Action } from "./contracts/vocabulary";
import type { Exchange } from "./exchange";
import type { Moment } from "./moment";
import { Twin } from "./twin";

const never = (): never => {
  throw new Error("what is fed a moment at a time has no stream");
};

/** A twin that is fed a moment at a time instead of by a stream. */
export class StillTwin extends Twin {
  /** @param may what can be done through it, whatever the rights at the plant are */
  constructor(live: Twin, may: readonly Action[], exchange?: Exchange) {
    const surroundings = {
      openSocket: never,
      monotonic: () => Infinity, // what is over, or may be frozen, does not age
      nextFrame: (run: () => void) => run(),
      onDenied: live.onDenied,
    };
    super(live.login, surroundings, exchange);
    this.plant.set(live.plant.get());
    const me = live.me.get();
    this.me.set(me && { ...me, may: [...may] });
  }

  /** Rights to do something come from the live twin, and are none here. */
  override readMe(): Promise<void> {
    return Promise.resolve();
  }

  protected async showMoment(moment: Moment): Promise<void> {
    const { values, alarms, interlocks, releases = [], stuck = [] } = moment;
    this.values.receive(values);
    this.alarms.doubt(true);
    await this.alarms.read(() => Promise.resolve(alarms));
    this.interlocks.read(interlocks);
    this.releases.read(releases);
    this.stuck.set(stuck);
  }
}
