/** Boxes by where they are, so that looking at a part of a large drawing costs as little as a small one. */

import type { Box } from "./plant";

const CELL = 256; // pixels: a few pieces of equipment

const ROW = 1 << 20; // more cells than a drawing has in a row

function cellsOf({ x, y, width, height }: Box): number[] {
  const cells = [];
  for (let i = Math.floor(x / CELL); i <= Math.floor((x + width) / CELL); i++)
    for (let j = Math.floor(y / CELL); j <= Math.floor((y + height) / CELL); j++)
      cells.push(i * ROW + j);
  return cells;
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
  private readonly cells = new Map<number, number[]>();

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
      for (const number of this.cells.get(cell) ?? [])
        if (touches(this.at(number).box, box)) numbers.add(number);
    return [...numbers].sort((a, b) => a - b).map((number) => this.at(number).thing);
  }

  private at(number: number): { box: Box; thing: Thing } {
    const found = this.things[number];
    if (found === undefined) throw new RangeError(`the index has no thing ${number}`);
    return found;
  }
}
