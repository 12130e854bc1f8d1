/** The exchange as a trainee has it: what is done, is done in the training and nowhere else. */

import { AlarmCalls } from "../alarmCalls";
import type { AlarmEvent } from "../alarmEvent";
import type { CommandEvent } from "../command";
import { Exchange, type CommandRequest } from "../exchange";
import { ExchangeError } from "../exchangeError";
import type { History } from "../history";
import type { Prediction } from "../prediction";
import { UserCalls } from "../userCalls";
import type { Permission } from "../users";
import type { TrainingCalls } from "./trainingCalls";

function notHere(): Promise<never> {
  const hint = "Acknowledge alarms, write setpoints, trip by hand, reset trips.";
  return Promise.reject(new ExchangeError(409, "There is no such thing in a training.", hint));
}

class TrainingAlarms extends AlarmCalls {
  override shelve = notHere;
  override unshelve = notHere;
  override removeFromService = notHere;
  override returnToService = notHere;
  override reset = notHere;

  constructor(
    send: ConstructorParameters<typeof AlarmCalls>[0],
    private readonly training: TrainingCalls,
  ) {
    super(send);
  }

  override acknowledge({ alarm }: AlarmEvent): Promise<unknown> {
    return this.training.act({ does: "acknowledge", name: alarm });
  }
}

class TrainingUsers extends UserCalls {
  override may(): Promise<Permission> {
    return Promise.resolve({ allowed: true, reason: "" });
  }
}

export class TrainingExchange extends Exchange {
  override readonly alarms: AlarmCalls;
  override readonly users: UserCalls;
  private sent = 0;

  /** @param tell hears of the only stage that a command has here */
  constructor(
    token: string,
    onDenied: () => void,
    private readonly user: string,
    private readonly tell: (stage: CommandEvent) => void,
  ) {
    super(token, onDenied);
    this.alarms = new TrainingAlarms((path, init) => this.send(path, init), this.training);
    this.users = new TrainingUsers((path, init) => this.send(path, init));
  }

  override history(tag: string, minutes: number): Promise<History | undefined> {
    return this.training.history(tag, minutes);
  }

  override async command({ tag, value, unit = "" }: CommandRequest): Promise<string> {
    const reason = await this.training.act({ does: "set", name: tag, value, unit });
    const request_id = `training-${++this.sent}`;
    const time = new Date().toISOString();
    this.tell({ request_id, tag, value, author: this.user, state: "completed", reason, time });
    return request_id;
  }

  override predict(): Promise<Prediction> {
    return notHere();
  }
}
