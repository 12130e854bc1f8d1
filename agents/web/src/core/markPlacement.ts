/** Moves marks as little as needed, so that none covers equipment, a pipe or another mark. */

import type { Box, Point } from "./plant";

const GAP = 6;
const STEP = 8;
const REACH = 320;

function overlaps(one: Box, other: Box, gap: number): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

/** Ways to move, nearest first. */
const MOVES: readonly Point[] = (() => {
  const moves: Point[] = [];
  for (let x = -REACH; x <= REACH; x += STEP)
    for (let y = -REACH; y <= REACH; y += STEP) moves.push({ x, y });
  return moves.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
})();

/**
 * Place marks of `size` near the wished points; earlier entries move less.
 *
 * @param taken boxes that must stay free; a mark without any free place keeps its wish
 */
export function placeMarks(
  wishes: ReadonlyMap<string, Point>,
  size: { width: number; height: number },
  taken: readonly Box[],
): Map<string, Box> {
  const placed = new Map<string, Box>();
  for (const [name, wish] of wishes) {
    const others = [...taken, ...placed.values()];
    const at = (move: Point): Box => ({ ...size, x: wish.x + move.x, y: wish.y + move.y });
    const isFree = (move: Point): boolean => !others.some((box) => overlaps(at(move), box, GAP));
    placed.set(name, at(MOVES.find(isFree) ?? { x: 0, y: 0 }));
  }
  return placed;
}
