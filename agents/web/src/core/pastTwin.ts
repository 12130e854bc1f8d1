import { Twin } from "./twin";

const never = (): never => {
  throw new Error("the past has no stream");
};

/** The twin as it was: fed by the history, a moment at a time. Nothing is done through it. */
export class PastTwin extends Twin {
  constructor(live: Twin) {
    super(live.login, {
      openSocket: never,
      monotonic: () => Infinity, // what is over does not age
      nextFrame: (run) => run(),
      onDenied: live.onDenied,
    });
    this.plant.set(live.plant.get());
    const me = live.me.get();
    this.me.set(me && { ...me, may: me.may.filter((action) => action === "read") });
  }

  /** Rights to do something come from the live twin, and are none here. */
  override readMe(): Promise<void> {
    return Promise.resolve();
  }

  /** Shows the moment at `at`, in Unix milliseconds. Raises ExchangeError. */
  async show(at: number): Promise<void> {
    const { values, alarms, interlocks } = await this.exchange.moments.at(at);
    this.values.receive(values);
    this.alarms.doubt(true);
    await this.alarms.read(() => Promise.resolve(alarms));
    this.interlocks.read(interlocks);
  }
}
