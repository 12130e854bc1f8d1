/** Where pipes meet a header: a bar on which each lies where its other end is. */

import type { Terminal } from "../core/pipeRoute";
import type { Box, Point } from "../core/plant";

/** Least distance between two pipes on one side of a bar, in pixels, where there is room. */
const APART = 16;

/** A pipe that wants to reach the bar from `from`. */
export interface Reach {
  key: string;
  from: Point;
}

const held = (n: number, low: number, high: number): number =>
  Math.max(Math.min(n, Math.max(low, high)), low);

/** The point of a box which lies nearest to `to`. */
export function nearestIn(box: Box, to: Point): Point {
  return {
    x: held(to.x, box.x, box.x + box.width),
    y: held(to.y, box.y, box.y + box.height),
  };
}

/** The bar's side which faces `from`: an end only for what lies straight behind it. */
function facing(bar: Box, { x, y }: Point): Terminal["side"] {
  const beside = y > bar.y && y < bar.y + bar.height;
  const level = x > bar.x && x < bar.x + bar.width;
  const isUpright = bar.height > bar.width;
  const isAcross = isUpright ? !level : beside;
  if (isAcross) return x < bar.x + bar.width / 2 ? "left" : "right";
  return y < bar.y + bar.height / 2 ? "top" : "bottom";
}

/** Coordinates in their order, pushed apart and kept within [low, high]. */
export function spread(wanted: readonly number[], low: number, high: number): number[] {
  const gap = Math.min(APART, (high - low) / (wanted.length + 1));
  const up: number[] = [];
  for (const n of wanted) up.push(Math.max(held(n, low, high), (up.at(-1) ?? -Infinity) + gap));
  let above = high + gap;
  const down = up.reverse().map((n) => (above = Math.min(n, above - gap)));
  return down.reverse().map(Math.round);
}

/** Along one side of a bar: where each pipe comes from, and how far off the bar. */
interface Wish {
  key: string;
  along: number;
  off: number;
}

/** So sorted, the pipes of what lies beyond an end of [low, high] do not cross each other. */
function inOrder(wishes: readonly Wish[], low: number, high: number): Wish[] {
  const turn = ({ along, off }: Wish): number => (along > high ? -off : along < low ? off : 0);
  const place = ({ along }: Wish): number => held(along, low, high);
  return [...wishes].sort((a, b) => place(a) - place(b) || turn(a) - turn(b));
}

/** The terminals on one side, in the order of what they reach. */
function onSide(bar: Box, side: Terminal["side"], reaches: Reach[]): [string, Terminal][] {
  const isLevel = side === "top" || side === "bottom";
  const edge = { left: bar.x, right: bar.x + bar.width, top: bar.y, bottom: bar.y + bar.height };
  const [start, length] = isLevel ? [bar.x, bar.width] : [bar.y, bar.height];
  const margin = Math.min(APART, length / 4);
  const [low, high] = [start + margin, start + length - margin];
  const wishes = reaches.map(({ key, from: { x, y } }) => {
    const [along, across] = isLevel ? [x, y] : [y, x];
    return { key, along, off: Math.abs(across - edge[side]) };
  });
  const sorted = inOrder(wishes, low, high);
  const places = spread(
    sorted.map(({ along }) => along),
    low,
    high,
  );
  return sorted.map(({ key }, place) => {
    const n = places[place] ?? start;
    return [key, isLevel ? { x: n, y: edge[side], side } : { x: edge[side], y: n, side }];
  });
}

/** The place on the bar of each pipe that reaches it. */
export function barTerminals(bar: Box, reaches: readonly Reach[]): Map<string, Terminal> {
  const sides = ["left", "right", "top", "bottom"] as const;
  const found = sides.flatMap((side) => {
    const here = reaches.filter(({ from }) => facing(bar, from) === side);
    return onSide(bar, side, here);
  });
  return new Map(found);
}
