/** Everything one logged-in screen holds: the exchange, the stream and what they deliver. */

import { AlarmList } from "./alarmList";
import { Approvals } from "./approvals";
import { CommandLog } from "./commandLog";
import type { Revision } from "./diagramCalls";
import { Exchange, type Login } from "./exchange";
import { InterlockList } from "./interlock";
import { LiveValues } from "./liveValues";
import { Observable } from "./observable";
import type { Part } from "./part";
import { PlantIndex, type Plant } from "./plant";
import type { AgentHealth } from "./status";
import { ReleaseList } from "./release";
import { RestoreList } from "./sets";
import { Stream, type Socket } from "./stream";
import type { StreamMessage } from "./streamMessage";
import type { TwinHealth } from "./twinHealth";
import type { Me } from "./users";
import { WhatIfDesk } from "./whatif/whatIfDesk";

/** As often as the twin rates itself. */
const HEALTH_MS = 10_000;

export interface Surroundings {
  openSocket: () => Socket;
  monotonic: () => number;
  nextFrame: (run: () => void) => void;
  onDenied: () => void;
}

export class Twin {
  readonly exchange: Exchange;
  readonly values: LiveValues;
  readonly commands = new CommandLog();
  readonly approvals: Approvals;
  readonly alarms = new AlarmList();
  readonly interlocks = new InterlockList();
  readonly releases: ReleaseList;
  /** Valves that are known to be stuck, which only trainings tell. */
  readonly stuck = new Observable<readonly string[]>([]);
  readonly restores = new RestoreList();
  /** The last revision of a diagram that the stream has told of. */
  readonly drawn = new Observable<Revision | null>(null);
  /** What is tried on this screen, whichever view is open. */
  readonly whatIf = new WhatIfDesk(() => this.exchange.whatIfs);
  /** How far the twin can be believed; null until somebody wants to know. */
  readonly health = new Observable<TwinHealth | null>(null);
  readonly agents = new Observable<readonly AgentHealth[]>([]);
  readonly plant = new Observable<PlantIndex | null>(null);
  /** Who is logged in, and what that user may do. */
  readonly me = new Observable<Me | null>(null);
  /** How many log-ins, sessions, users and refusals the stream has told of. */
  readonly accessEvents = new Observable(0);
  /** Why the plant or the commands could not be read; empty when they could. */
  readonly problem = new Observable("");
  /** The last complaint of the exchange about this connection. */
  readonly complaint = new Observable("");
  /** Values which the exchange merged because this screen reads slower than they arrive. */
  readonly conflated = new Observable(0);
  readonly stream: Stream;
  /** Where trends end, in Unix milliseconds; null where they go on with what is live. */
  readonly until = new Observable<number | null>(null);
  /** Whether it is the plant of a training, where nothing comes from a stream. */
  readonly isTraining: boolean = false;
  readonly onDenied: () => void;
  private lostEvents = 0;
  private plantAsked: Promise<Plant> | null = null;

  constructor(
    readonly login: Login,
    surroundings: Surroundings,
    exchange = new Exchange(login.token, surroundings.onDenied),
  ) {
    this.onDenied = surroundings.onDenied;
    this.exchange = exchange;
    this.values = new LiveValues(surroundings.monotonic, surroundings.nextFrame);
    this.releases = new ReleaseList(surroundings.monotonic);
    this.approvals = new Approvals(surroundings.monotonic);
    this.stream = new Stream({
      open: surroundings.openSocket,
      monotonic: surroundings.monotonic,
      token: login.token,
      receive: (message) => this.receive(message),
    });
  }

  async start(): Promise<void> {
    this.stream.link.subscribe(() => {
      this.alarms.doubt(this.isHearing());
      if (this.isHearing()) void this.catchUp();
    });
    this.stream.start();
    await this.catchUp();
  }

  close(): void {
    this.stream.close();
  }

  /** Keeps a part up to date until the returned function is called; the stream tells the rest. */
  want(part: Part): () => void {
    if (part !== "health") return () => undefined;
    const read = (): void =>
      // An unreachable exchange already shows in the header; the last values stay.
      void this.exchange.twinHealth().then(
        (health) => this.health.set(health),
        () => undefined,
      );
    read();
    const timer = setInterval(read, HEALTH_MS);
    return () => clearInterval(timer);
  }

  /** Read who is logged in; rights may have changed. Raises ExchangeError. */
  async readMe(): Promise<void> {
    this.me.set(await this.exchange.users.me());
  }

  /** Read what the stream does not repeat: the plant, and commands, approvals, agents and alarms as they are now. */
  private async catchUp(): Promise<void> {
    try {
      await this.readPlantAndMe();
      this.commands.merge(await this.exchange.commands());
      this.approvals.read(await this.exchange.approvals());
      this.agents.set((await this.exchange.status()).agents);
      this.restores.read(await this.exchange.sets.restores());
      this.interlocks.read(await this.exchange.alarms.interlocks());
      await this.alarms.read(() => this.exchange.alarms.all());
      this.problem.set("");
    } catch (error) {
      this.alarms.doubt(this.isHearing());
      this.problem.set(error instanceof Error ? error.message : String(error));
    }
  }

  private isHearing(): boolean {
    return this.stream.link.get() === "open";
  }

  /** The plant is shown last: of its drawings, much depends on what the user may do. */
  private async readPlantAndMe(): Promise<void> {
    const [plant, me] = await Promise.allSettled([this.askPlant(), this.readMe()]);
    if (plant.status === "rejected") throw plant.reason;
    if (this.plant.get() === null) this.plant.set(new PlantIndex(plant.value));
    if (me.status === "rejected") throw me.reason;
  }

  /** Two catch-ups overlap at the start; the plant, the largest of all answers, is asked for once. */
  private askPlant(): Promise<Plant> {
    this.plantAsked ??= this.exchange.plant().catch((error: unknown) => {
      this.plantAsked = null;
      throw error;
    });
    return this.plantAsked;
  }

  private receive(message: StreamMessage): void {
    if (message.type === "values") this.receiveValues(message);
    this.receiveOfPlant(message);
    if (message.type === "restore") this.restores.hear(message);
    if (message.type === "access") this.accessEvents.set(this.accessEvents.get() + 1);
    this.receiveOfCommand(message);
    if (message.type === "health") this.agents.set(message.agents);
    if (message.type === "error") this.receiveComplaint(message);
  }

  private receiveOfPlant(message: StreamMessage): void {
    if (message.type === "alarm") this.alarms.hear(message);
    if (message.type === "interlock") this.interlocks.hear(message);
    if (message.type === "release") this.releases.hear(message);
    if (message.type === "diagram") this.drawn.set(message);
  }

  private receiveOfCommand(message: StreamMessage): void {
    if (message.type === "command") this.receiveStage(message);
    if (message.type === "approval") this.approvals.add(message);
    if (message.type === "prediction") this.commands.foresee(message);
  }

  private receiveStage(stage: Extract<StreamMessage, { type: "command" }>): void {
    this.commands.advance(stage);
    this.approvals.advance(stage);
  }

  private receiveValues(message: Extract<StreamMessage, { type: "values" }>): void {
    this.values.receive(message.values);
    this.conflated.set(this.conflated.get() + message.conflated);
    const lost = message.lost_events ?? 0;
    // Stages which the stream had to skip are still known to the exchange.
    if (lost > this.lostEvents) void this.catchUp();
    this.lostEvents = lost;
  }

  private receiveComplaint({ error, hint }: Extract<StreamMessage, { type: "error" }>): void {
    this.complaint.set(`${error} ${hint}`);
    // If the token has expired, any call says so and ends the session.
    void this.catchUp();
  }
}
