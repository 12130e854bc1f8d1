/** Calls of the exchange about live trainings; leading one needs the right `train`. */

import type { History } from "../history";
import type { Moment } from "../moment";
import type { Act, Control, Debrief, Training, Truth } from "./training";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;
type Told = { training: Training };

/** Each call raises ExchangeError. */
export class TrainingCalls {
  constructor(private readonly send: Send) {}

  /** The one that is open; null if none is. */
  async open(): Promise<Training | null> {
    return (await this.send<{ training: Training | null }>("/v1/training", {})).training;
  }

  async scenarios(): Promise<string[]> {
    return (await this.send<{ scenarios: string[] }>("/v1/training/scenarios", {})).scenarios;
  }

  /** Opens one, frozen at its beginning. Takes seconds. */
  async begin(scenario: string, trainees: string[]): Promise<Training> {
    return (await this.post<Told>("", { scenario, trainees })).training;
  }

  async control(control: Control): Promise<Training> {
    return (await this.post<Told>("/control", control)).training;
  }

  /** What was done, in words. */
  async act(act: Act): Promise<string> {
    return (await this.post<{ done: string }>("/actions", act)).done;
  }

  moment(): Promise<Moment> {
    return this.send("/v1/training/moment", {});
  }

  async history(tag: string, minutes: number): Promise<History | undefined> {
    const query = new URLSearchParams({ tag, minutes: String(Math.min(60, minutes)) });
    const path = `/v1/training/history?${query}`;
    return (await this.send<{ series: Record<string, History> }>(path, {})).series[tag];
  }

  truth(): Promise<Truth> {
    return this.send("/v1/training/truth", {});
  }

  /** Ends it, and tells what came of it. */
  end(): Promise<Debrief> {
    return this.send("/v1/training", { method: "DELETE" });
  }

  private post<Answer>(path: string, body: object): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return this.send(`/v1/training${path}`, init);
  }
}
