import type { Part } from "./part";
import { StillTwin } from "./stillTwin";
import type { Twin } from "./twin";

/** The twin as it was: fed by the history, a moment at a time. Nothing is done through it. */
export class PastTwin extends StillTwin {
  private readonly wanted: Part[] = [];
  private at: number | null = null;

  constructor(live: Twin) {
    super(live, live.me.get()?.may.filter((action) => action === "read") ?? []);
  }

  /** Shows the moment at `at`, in Unix milliseconds. Raises ExchangeError. */
  async show(at: number): Promise<void> {
    const parts = [...new Set(this.wanted)].map((part) => this.read(part, at));
    const [moment] = await Promise.all([this.exchange.moments.at(at), ...parts]);
    await this.showMoment(moment);
    this.at = at;
  }

  /** Reads a part with each moment, for as long as somebody looks at it. */
  override want(part: Part): () => void {
    this.wanted.push(part);
    // Why it can not be read, the next moment tells.
    if (this.at !== null) void this.read(part, this.at).catch(() => undefined);
    return () => this.wanted.splice(this.wanted.indexOf(part), 1);
  }

  private async read(part: Part, at: number): Promise<void> {
    if (part === "commands") {
      this.commands.read(await this.exchange.moments.commands(at));
      return;
    }
    const { twin, agents } = await this.exchange.moments.health(at);
    this.health.set(twin);
    this.agents.set(agents);
  }
}
