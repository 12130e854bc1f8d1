/** Moves marks as little as needed, so that none covers equipment, a pipe or another mark. */

import { BoxIndex } from "./boxIndex";
import type { Box, Point } from "./plant";
import { Remembered } from "./remembered";

const GAP = 6;
const STEP = 8;
const REACH = 480;
/** Detours, in pixels, that are worth taking so as not to have a leader run across something. */
const CROSSING = { pipe: 60, body: 200 };

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

/** Ways to move in each direction, and the place of one of them among them. */
const SIDE = (2 * REACH) / STEP + 1;
const stepOf = (way: number): number => Math.round((way + REACH) / STEP);
const placeOf = ({ x, y }: Point): number => stepOf(x) * SIDE + stepOf(y);

/** Ways to move, nearest first. */
const MOVES: readonly (Point & { length: number; place: number })[] = (() => {
  const moves = [];
  for (let x = -REACH; x <= REACH; x += STEP)
    for (let y = -REACH; y <= REACH; y += STEP)
      moves.push({ x, y, length: Math.hypot(x, y), place: placeOf({ x, y }) });
  return moves.sort((a, b) => a.length - b.length);
})();

/** First and last step by which a mark from `from` to `from + size` would come upon an obstacle. */
function blocked(from: number, size: number, low: number, high: number): [number, number] {
  const first = Math.floor((low - GAP - size - from + REACH) / STEP) + 1;
  const last = Math.ceil((high + GAP - from + REACH) / STEP) - 1;
  return [Math.max(0, first), Math.min(SIDE - 1, last)];
}

/** Which moves would put a mark onto something that is taken; 1 for these. */
function closedMoves(wish: Box, taken: readonly Box[]): Uint8Array {
  const closed = new Uint8Array(SIDE * SIDE);
  for (const { x, y, width, height } of taken) {
    const [left, right] = blocked(wish.x, wish.width, x, x + width);
    const [top, bottom] = blocked(wish.y, wish.height, y, y + height);
    for (let i = left; i <= right; i++)
      if (top <= bottom) closed.fill(1, i * SIDE + top, i * SIDE + bottom + 1);
  }
  return closed;
}

/** The best free place of one mark whose upper left corner would best be at `wish`. */
function bestPlace(wish: Box, taken: readonly Box[]): Box {
  const aim = { x: wish.x + wish.width / 2, y: wish.y + wish.height / 2 };
  const foreign = taken.filter((box) => !crosses(aim, aim, box));
  const closed = closedMoves(wish, taken);
  let best = wish;
  let least = Infinity;
  for (const move of MOVES) {
    if (move.length >= least) break;
    if (closed[move.place] === 1) continue;
    const centre = { x: aim.x + move.x, y: aim.y + move.y };
    const price = move.length + crossed(centre, aim, foreign, least - move.length);
    if (price >= least) continue;
    best = { ...wish, x: wish.x + move.x, y: wish.y + move.y };
    least = price;
  }
  return best;
}

/** What it costs that a leader runs across something; no more is added up than `most`. */
function crossed(from: Point, to: Point, boxes: readonly Box[], most: number): number {
  let price = 0;
  for (const box of boxes) {
    if (crosses(from, to, box)) price += priceOf(box);
    if (price >= most) break;
  }
  return price;
}

/** The ground that a mark may be moved over. */
function reachOf({ x, y, width, height }: Box): Box {
  const margin = REACH + GAP;
  return {
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: height + 2 * margin,
  };
}

/**
 * Place marks of `size` near the wished points; earlier entries move less.
 *
 * @param wishes upper left corners
 * @param taken boxes that must stay free; a mark without any free place keeps its wish
 * @param remembered places of the last time: where nothing around has changed, they still hold
 */
export function placeMarks(
  wishes: ReadonlyMap<string, Point>,
  size: { width: number; height: number },
  taken: readonly Box[],
  remembered = new Remembered<Box>(),
): Map<string, Box> {
  const index = new BoxIndex(taken.map((box) => [box, box] as const));
  const placed = new Map<string, Box>();
  for (const [name, corner] of wishes) {
    const wish = { ...size, ...corner };
    const near = index.near(reachOf(wish));
    const facts = [wish, ...near].flatMap(({ x, y, width, height }) => [x, y, width, height]);
    const place = remembered.answer(name, facts, () => bestPlace(wish, near));
    placed.set(name, place);
    index.add(place, place);
  }
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
