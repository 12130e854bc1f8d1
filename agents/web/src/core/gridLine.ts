/** One line of the ground on which pipes are laid, and what each piece of it costs. */

import type { Box, Point } from "./plant";

const PRICE = { along: 6, crossing: 40 };
/** Parallel pipes that are no further apart, in pixels, lie nearly on each other. */
const BESIDE = 5;
const ROUNDING = 1e-6;

export interface Segment {
  a: Point;
  b: Point;
}

interface Interval {
  from: number;
  to: number;
}

const intervalOf = (p: number, q: number): Interval => ({
  from: Math.min(p, q),
  to: Math.max(p, q),
});

const isWithin = (n: number, { from, to }: Interval, margin = 0): boolean =>
  n > from - margin && n < to + margin;

/** Of everything on the ground only what this line meets is kept, for a way asks for its pieces again and again. */
export class GridLine {
  private readonly across: "x" | "y";
  private readonly closed: Interval[] = [];
  private readonly beside: Interval[] = [];
  private readonly crossed: number[] = [];

  /**
   * @param along in which direction it runs
   * @param at where it lies across that
   * @param closed boxes that no pipe may enter
   * @param laid pieces of pipes to keep off
   */
  constructor(
    private readonly along: "x" | "y",
    private readonly at: number,
    closed: readonly Box[],
    laid: readonly Segment[],
  ) {
    this.across = along === "x" ? "y" : "x";
    for (const box of closed) this.close(box);
    for (const segment of laid) this.keepOff(segment);
  }

  private close({ x, y, width, height }: Box): void {
    const [wide, high] = [
      { from: x, to: x + width },
      { from: y, to: y + height },
    ];
    const [own, other] = this.along === "x" ? [wide, high] : [high, wide];
    if (isWithin(this.at, other)) this.closed.push(own);
  }

  private keepOff({ a, b }: Segment): void {
    const { along, across, at } = this;
    const isParallel = (a.x === b.x ? "y" : "x") === along;
    if (!isParallel && isWithin(at, intervalOf(a[across], b[across]), ROUNDING))
      this.crossed.push(a[along]);
    if (isParallel && Math.abs(a[across] - at) <= BESIDE)
      this.beside.push(intervalOf(a[along], b[along]));
  }

  /** Price of running between two points of it; Infinity if that enters a box. */
  price(from: number, to: number): number {
    if (this.closed.some((one) => to > one.from && from < one.to)) return Infinity;
    let price = to - from;
    for (const one of this.beside)
      price += PRICE.along * Math.max(0, Math.min(to, one.to) - Math.max(from, one.from));
    for (const one of this.crossed)
      if (isWithin(one, { from, to }, ROUNDING)) price += PRICE.crossing / 2; // both steps at a node count it
    return price;
  }
}
