/** Moves marks as little as needed, so that none covers equipment, a pipe or another mark. */

import type { Box, Point } from "./plant";

const GAP = 6;
const STEP = 8;
const REACH = 480;
/** Detours, in pixels, that are worth taking so as not to have a leader run across something. */
const CROSSING = { pipe: 60, body: 200 };

function overlaps(one: Box, other: Box, gap: number): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

/** Part of the way from `from` by `way` at which one coordinate lies in [low, high]. */
function inside(from: number, way: number, low: number, high: number): [number, number] {
  if (way === 0) return from >= low && from <= high ? [0, 1] : [1, 0];
  const ends: [number, number] = [(low - from) / way, (high - from) / way];
  return ends[0] < ends[1] ? ends : [ends[1], ends[0]];
}

/** True if the straight line from `a` to `b` meets `box`. */
function crosses(a: Point, b: Point, box: Box): boolean {
  const across = inside(a.x, b.x - a.x, box.x, box.x + box.width);
  const along = inside(a.y, b.y - a.y, box.y, box.y + box.height);
  return Math.max(across[0], along[0], 0) <= Math.min(across[1], along[1], 1);
}

const priceOf = ({ width, height }: Box): number =>
  Math.min(width, height) > 0 ? CROSSING.body : CROSSING.pipe;

/** Ways to move, nearest first. */
const MOVES: readonly (Point & { length: number })[] = (() => {
  const moves = [];
  for (let x = -REACH; x <= REACH; x += STEP)
    for (let y = -REACH; y <= REACH; y += STEP) moves.push({ x, y, length: Math.hypot(x, y) });
  return moves.sort((a, b) => a.length - b.length);
})();

/** The best free place of one mark whose upper left corner would best be at `wish`. */
function bestPlace(wish: Box, all: readonly Box[]): Box {
  const aim = { x: wish.x + wish.width / 2, y: wish.y + wish.height / 2 };
  const taken = all.filter((box) => overlaps(wish, box, REACH + GAP));
  const foreign = taken.filter((box) => !crosses(aim, aim, box));
  let best = wish;
  let least = Infinity;
  for (const move of MOVES) {
    if (move.length >= least) break;
    const box = { ...wish, x: wish.x + move.x, y: wish.y + move.y };
    if (taken.some((other) => overlaps(box, other, GAP))) continue;
    const centre = { x: aim.x + move.x, y: aim.y + move.y };
    const crossed = foreign.filter((other) => crosses(centre, aim, other)).map(priceOf);
    const price = crossed.reduce((sum, each) => sum + each, move.length);
    if (price < least) [best, least] = [box, price];
  }
  return best;
}

/**
 * Place marks of `size` near the wished points; earlier entries move less.
 *
 * @param wishes upper left corners
 * @param taken boxes that must stay free; a mark without any free place keeps its wish
 */
export function placeMarks(
  wishes: ReadonlyMap<string, Point>,
  size: { width: number; height: number },
  taken: readonly Box[],
): Map<string, Box> {
  const placed = new Map<string, Box>();
  for (const [name, wish] of wishes)
    placed.set(name, bestPlace({ ...size, ...wish }, [...taken, ...placed.values()]));
  return placed;
}

/** Rows first, then from left to right; what differs by less than half a mark is one row. */
function readingOrder(one: Box, other: Box): number {
  const row = ({ y, height }: Box): number => Math.round(y / height);
  return row(one) - row(other) || one.x - other.x;
}

/**
 * Hand the places of marks which belong together out among them in reading order.
 *
 * @param groups names in their order, each placed and in one group at most
 */
export function inReadingOrder(
  placed: ReadonlyMap<string, Box>,
  groups: Iterable<readonly string[]>,
): Map<string, Box> {
  const ordered = new Map(placed);
  for (const names of groups) {
    const boxes = names.flatMap((name) => placed.get(name) ?? []).sort(readingOrder);
    names.forEach((name, place) => {
      const box = boxes[place];
      if (box !== undefined) ordered.set(name, box);
    });
  }
  return ordered;
}
