import { Twin } from "../twin";
import type { Training } from "./training";
import { TrainingExchange } from "./trainingExchange";

const never = (): never => {
  throw new Error("a training has no stream");
};

/** The plant of a training: fed a moment at a time, and acted upon nowhere else. */
export class TrainingTwin extends Twin {
  constructor(live: Twin, training: Training) {
    const surroundings = {
      openSocket: never,
      monotonic: () => Infinity, // plant time may be frozen
      nextFrame: (run: () => void) => run(),
      onDenied: live.onDenied,
    };
    const { token, user } = live.login;
    super(
      live.login,
      surroundings,
      new TrainingExchange(token, live.onDenied, user, (stage) => this.commands.advance(stage)),
    );
    this.plant.set(live.plant.get());
    const me = live.me.get();
    this.me.set(me && { ...me, may: training.acts ? ["read", "command"] : ["read"] });
  }

  /** Who may act is said by the training. */
  override readMe(): Promise<void> {
    return Promise.resolve();
  }

  /** Shows how it is now. Raises ExchangeError. */
  async show(): Promise<void> {
    const { values, alarms, interlocks } = await this.exchange.training.moment();
    this.values.receive(values);
    this.alarms.doubt(true);
    await this.alarms.read(() => Promise.resolve(alarms));
    this.interlocks.read(interlocks);
  }
}
