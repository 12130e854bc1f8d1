/** Recent commands, newest first, fed by the stream and by `GET /v1/commands`. */

import { advance, mergeStages, type Command, type CommandEvent } from "./command";
import { Observable } from "./observable";
import type { Prediction } from "./prediction";

const KEPT = 200;

export class CommandLog extends Observable<readonly Command[]> {
  constructor() {
    super([]);
  }

  find(requestId: string): Command | undefined {
    return this.get().find((command) => command.request_id === requestId);
  }

  advance(event: CommandEvent): void {
    this.put(advance(this.find(event.request_id), event));
  }

  /** Add commands read from the exchange; stages seen on the stream are kept. */
  merge(commands: readonly Command[]): void {
    for (const command of commands) {
      const known = this.find(command.request_id);
      const prediction = command.prediction ?? known?.prediction ?? null;
      const stages = mergeStages(known?.stages ?? [], command.stages);
      this.put({ ...command, stages, prediction });
    }
  }

  /** Replace all by what the exchange lists. */
  read(commands: readonly Command[]): void {
    this.set(commands);
  }

  /** Keep what the model said of a command; of no command it is somebody's question. */
  foresee(prediction: Prediction): void {
    const command = this.find(prediction.request_id);
    if (command !== undefined) this.put({ ...command, prediction });
  }

  private put(command: Command): void {
    const others = this.get().filter((each) => each.request_id !== command.request_id);
    const startedAt = (each: Command): string => each.stages[0]?.time ?? "";
    const sorted = [command, ...others].sort((a, b) => startedAt(b).localeCompare(startedAt(a)));
    this.set(sorted.slice(0, KEPT));
  }
}
