/** Which valves do not go where they are told to, by what is measured. */

import type { LiveValues } from "../liveValues";
import type { PlantIndex } from "../plant";

const APART = 5; // % between order and position
const LONG_MS = 15_000; // valves travel in less

interface Pair {
  valve: string;
  order: string;
  position: string;
}

/** Valves with a position that is measured, and one controller alone that moves them. */
function pairsOf({ plant }: PlantIndex): Pair[] {
  return plant.instruments.flatMap(({ tag, measures, equipment }): Pair[] => {
    if (equipment === null || measures !== `${equipment}.position`) return [];
    const loops = plant.controllers.filter(({ moves }) => moves === equipment);
    const [loop] = loops;
    if (loops.length !== 1 || loop === undefined) return [];
    return [{ valve: equipment, order: `${loop.name}.OP`, position: tag }];
  });
}

function isApart({ order, position }: Pair, values: LiveValues): boolean {
  const [told, is] = [values.get(order)?.value, values.get(position)?.value];
  if (typeof told !== "number" || typeof is !== "number") return false;
  return Math.abs(told - is) > APART;
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
