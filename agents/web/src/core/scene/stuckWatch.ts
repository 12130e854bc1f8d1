/** Which valves do not go where they are told to, by what is measured. */

import type { LiveValues } from "../liveValues";
import { actuatorsOf, type PlantIndex, type Split } from "../plant";

const APART = 5; // % between order and position
const LONG_MS = 15_000; // valves travel in less

interface Pair {
  valve: string;
  order: string;
  position: string;
  /** Part of the order that moves it; undefined where all of it does. */
  split: Split | undefined;
}

/** Valves with a position that is measured, and one controller alone that moves them. */
function pairsOf({ plant }: PlantIndex): Pair[] {
  return plant.instruments.flatMap(({ tag, measures, equipment }): Pair[] => {
    if (equipment === null || measures !== `${equipment}.position`) return [];
    const loops = plant.controllers.filter((one) => actuatorsOf(one).includes(equipment));
    const [loop] = loops;
    if (loops.length !== 1 || loop === undefined) return [];
    const split = loop.splits?.find((one) => one.equipment === equipment);
    return [{ valve: equipment, order: `${loop.name}.OP`, position: tag, split }];
  });
}

/** Where an output in percent tells a valve to be, in percent. */
function wantedAt(output: number, split: Split | undefined): number {
  if (split === undefined) return output;
  const share = (output - split.shut_at) / (split.open_at - split.shut_at);
  return 100 * Math.min(Math.max(share, 0), 1);
}

function isApart({ order, position, split }: Pair, values: LiveValues): boolean {
  const [told, is] = [values.get(order)?.value, values.get(position)?.value];
  if (typeof told !== "number" || typeof is !== "number") return false;
  return Math.abs(wantedAt(told, split) - is) > APART;
}

/** Remembers since when a valve is not where it should be. */
export class StuckWatch {
  private readonly pairs: readonly Pair[];
  private readonly since = new Map<string, number>();

  constructor(plant: PlantIndex) {
    this.pairs = pairsOf(plant);
  }

  /**
   * Valves that have not followed for long.
   * @param held what interlocks hold: it does not follow its controller, and is not meant to
   * @param now monotonic milliseconds
   */
  look(values: LiveValues, held: ReadonlySet<string>, now: number): string[] {
    for (const pair of this.pairs) {
      if (held.has(pair.valve) || !isApart(pair, values)) this.since.delete(pair.valve);
      else if (!this.since.has(pair.valve)) this.since.set(pair.valve, now);
    }
    return [...this.since].filter(([, since]) => now - since >= LONG_MS).map(([valve]) => valve);
  }
}
