import { Remembered } from "../core/remembered";
import type { Box, Point } from "../core/plant";

/** What was laid out the last time, so that an edit costs what it changes and no more. */
export class GraphMemory {
  readonly pipes = new Remembered<Point[]>();
  readonly marks = new Remembered<Box | null>();
  private last = new Map<string, object>();

  /** The same things, each as the very object of the last time if it has not changed. */
  kept<Thing extends { id: string }>(things: readonly Thing[]): Thing[] {
    const next = things.map((thing) => {
      const before = this.last.get(thing.id) as Thing | undefined;
      return before !== undefined && isAlike(before, thing) ? before : thing;
    });
    for (const thing of next) this.last.set(thing.id, thing);
    return next;
  }
}

/** Whether two values of plain data say the same. */
function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  const [before, after] = [Object.entries(one), Object.entries(other)];
  return (
    before.length === after.length &&
    after.every(([key, value]) => isAlike((one as Record<string, unknown>)[key], value))
  );
}
