/** Moves marks as little as needed, so that none covers equipment, a pipe or another mark. */

import { BoxIndex } from "./boxIndex";
import { GAP, Moves } from "./markMoves";
import type { Box, Point } from "./plant";
import { Unremembered, type Memory } from "./remembered";

/** Nearly all marks find their places near, on a ninth of the ground. */
const GROUNDS: readonly Moves[] = [new Moves(160, 160), new Moves(480, Infinity)];
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

/** The best free place of one mark whose upper left corner would best be at `wish`; null if it may lie further off. */
function bestPlace(wish: Box, taken: readonly Box[], moves: Moves): Box | null {
  const aim = { x: wish.x + wish.width / 2, y: wish.y + wish.height / 2 };
  const foreign = taken.filter((box) => !crosses(aim, aim, box));
  const closed = moves.closed(wish, taken);
  let best = wish;
  let least = Infinity;
  for (const move of moves.all) {
    if (move.length >= least) break;
    if (closed[move.place] === 1) continue;
    const centre = { x: aim.x + move.x, y: aim.y + move.y };
    const price = move.length + crossed(centre, aim, foreign, least - move.length);
    if (price >= least) continue;
    best = { ...wish, x: wish.x + move.x, y: wish.y + move.y };
    least = price;
  }
  return least <= moves.most ? best : null;
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

function around({ x, y, width, height }: Box, margin: number): Box {
  return {
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: height + 2 * margin,
  };
}

/** The first answer that there is. */
function firstOf<Thing, Answer>(
  things: readonly Thing[],
  answer: (thing: Thing) => Answer | null,
): Answer | null {
  for (const thing of things) {
    const found = answer(thing);
    if (found !== null) return found;
  }
  return null;
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
  remembered: Memory<Box | null> = new Unremembered(),
): Map<string, Box> {
  const index = new BoxIndex(taken.map((box) => [box, box] as const));
  const placed = new Map<string, Box>();
  for (const [name, corner] of wishes) {
    const wish = { ...size, ...corner };
    const search = (moves: Moves): Box | null => {
      const near = index.near(around(wish, moves.margin + GAP));
      const facts = (): number[] =>
        [wish, ...near].flatMap(({ x, y, width, height }) => [x, y, width, height]);
      return remembered.answer(`${name} ${moves.margin}`, facts, () =>
        bestPlace(wish, near, moves),
      );
    };
    const place = firstOf(GROUNDS, search) ?? wish;
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
