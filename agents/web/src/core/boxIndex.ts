/** Boxes by where they are, so that looking at a part of a large drawing costs as little as a small one. */

import type { Box } from "./plant";

const CELL = 256; // pixels: a few pieces of equipment

function* cellsOf({ x, y, width, height }: Box): Generator<string> {
  for (let i = Math.floor(x / CELL); i <= Math.floor((x + width) / CELL); i++)
    for (let j = Math.floor(y / CELL); j <= Math.floor((y + height) / CELL); j++) yield `${i} ${j}`;
}

/** True if two boxes have a point in common, their edges included. */
export function touches(one: Box, other: Box): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}

/** Things with their boxes. */
export class BoxIndex<Thing> {
  private readonly things: { box: Box; thing: Thing }[] = [];
  private readonly cells = new Map<string, number[]>();

  constructor(entries: Iterable<readonly [Box, Thing]> = []) {
    for (const [box, thing] of entries) this.add(box, thing);
  }

  add(box: Box, thing: Thing): void {
    const number = this.things.push({ box, thing }) - 1;
    for (const cell of cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there === undefined) this.cells.set(cell, [number]);
      else there.push(number);
    }
  }

  /** Everything that touches a box, in the order in which it was added. */
  near(box: Box): Thing[] {
    const numbers = new Set<number>();
    for (const cell of cellsOf(box))
      for (const number of this.cells.get(cell) ?? []) numbers.add(number);
    return [...numbers].sort((a, b) => a - b).flatMap((number) => this.touching(number, box));
  }

  private touching(number: number, box: Box): Thing[] {
    const found = this.things[number];
    return found !== undefined && touches(found.box, box) ? [found.thing] : [];
  }
}
