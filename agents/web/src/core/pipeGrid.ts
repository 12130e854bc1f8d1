/** The ground on which pipes are laid: where they may run and what each way costs. */

import type { Box, Point } from "./plant";

/** Distances from an obstacle at which a pipe may run along it, in pixels. */
const LANES = [12, 24];
const PRICE = { along: 6, crossing: 40 };

export interface Segment {
  a: Point;
  b: Point;
}

const sorted = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);

function lanes(boxes: readonly Box[], start: "x" | "y", extent: "width" | "height"): number[] {
  return boxes.flatMap((box) =>
    LANES.flatMap((lane) => [box[start] - lane, box[start] + box[extent] + lane]),
  );
}

/** True if the segment runs through the inside of `box`. */
function enters({ a, b }: Segment, box: Box): boolean {
  return (
    Math.max(a.x, b.x) > box.x &&
    Math.min(a.x, b.x) < box.x + box.width &&
    Math.max(a.y, b.y) > box.y &&
    Math.min(a.y, b.y) < box.y + box.height
  );
}

const isVertical = ({ a, b }: Segment): boolean => a.x === b.x;

/** Length over which two parallel segments lie nearly on each other. */
function shared(one: Segment, other: Segment): number {
  const vertical = isVertical(one);
  const across = vertical ? one.a.x - other.a.x : one.a.y - other.a.y;
  if (Math.abs(across) > 5) return 0;
  const span = ({ a, b }: Segment): [number, number] => (vertical ? [a.y, b.y] : [a.x, b.x]);
  const [from, to] = [span(one), span(other)];
  const start = Math.max(Math.min(...from), Math.min(...to));
  const end = Math.min(Math.max(...from), Math.max(...to));
  return Math.max(0, end - start);
}

function meets(one: Segment, other: Segment): boolean {
  const within = (n: number, p: number, q: number): boolean =>
    n > Math.min(p, q) - 1e-6 && n < Math.max(p, q) + 1e-6;
  const [v, h] = isVertical(one) ? [one, other] : [other, one];
  return within(v.a.x, h.a.x, h.b.x) && within(h.a.y, v.a.y, v.b.y);
}

export class PipeGrid {
  readonly xs: number[];
  readonly ys: number[];
  private readonly closed: readonly Box[];
  /** Length of each step to the right or down; NaN while unknown, Infinity where it is closed. */
  private readonly lengths: Float64Array;
  /** The same with what the laid pipes add; NaN while unknown. */
  private readonly prices: Float64Array;

  /**
   * @param obstacles boxes along which pipes may run and which none may enter
   * @param texts boxes which no pipe may enter either
   * @param stops points every one of which must be reachable
   * @param laid pieces of pipes to keep off
   */
  constructor(
    obstacles: readonly Box[],
    texts: readonly Box[],
    stops: readonly Point[],
    private readonly laid: readonly Segment[],
  ) {
    this.closed = [...obstacles, ...texts];
    this.xs = sorted([...lanes(obstacles, "x", "width"), ...stops.map((stop) => stop.x)]);
    this.ys = sorted([...lanes(obstacles, "y", "height"), ...stops.map((stop) => stop.y)]);
    this.lengths = new Float64Array(this.xs.length * this.ys.length * 2).fill(Number.NaN);
    this.prices = this.lengths.slice();
  }

  has(i: number, j: number): boolean {
    return i >= 0 && j >= 0 && i < this.xs.length && j < this.ys.length;
  }

  /** The point of a node; NaN off the grid. */
  at(i: number, j: number): Point {
    return { x: this.xs[i] ?? Number.NaN, y: this.ys[j] ?? Number.NaN };
  }

  /** Price of running from a node to its neighbour; Infinity where equipment stands. */
  price(i: number, j: number, dx: number, dy: number): number {
    const [firstI, firstJ] = [Math.min(i, i + dx), Math.min(j, j + dy)];
    const step = (firstI * this.ys.length + firstJ) * 2 + Number(dx === 0);
    const known = this.prices[step] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const segment = { a: this.at(i, j), b: this.at(i + dx, j + dy) };
    const length = this.lengthOf(segment, step);
    const price = length === Infinity ? length : length + this.conflicts(segment);
    this.prices[step] = price;
    return price;
  }

  private lengthOf(segment: Segment, step: number): number {
    const known = this.lengths[step] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const { a, b } = segment;
    const isClosed = this.closed.some((box) => enters(segment, box));
    const length = isClosed ? Infinity : Math.abs(b.x - a.x) + Math.abs(b.y - a.y);
    this.lengths[step] = length;
    return length;
  }

  private conflicts(segment: Segment): number {
    let price = 0;
    for (const other of this.laid) {
      if (isVertical(segment) === isVertical(other)) price += PRICE.along * shared(segment, other);
      else if (meets(segment, other)) price += PRICE.crossing / 2; // both steps at a node count it
    }
    return price;
  }
}
