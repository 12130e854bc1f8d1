import { StillTwin } from "../stillTwin";
import type { Twin } from "../twin";
import type { Training } from "./training";
import { TrainingExchange } from "./trainingExchange";

/** The plant of a training: fed a moment at a time, and acted upon nowhere else. */
export class TrainingTwin extends StillTwin {
  override readonly isTraining = true;

  constructor(live: Twin, training: Training) {
    const { token, user } = live.login;
    super(
      live,
      training.acts ? ["read", "command"] : ["read"],
      new TrainingExchange(token, live.onDenied, user, (stage) => this.commands.advance(stage)),
    );
  }

  /** Shows how it is now. Raises ExchangeError. */
  async show(): Promise<void> {
    await this.showMoment(await this.exchange.training.moment());
  }
}
