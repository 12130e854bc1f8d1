/** The ground on which pipes are laid: where they may run and what each way costs. */

import { GridLine, type Segment } from "./gridLine";
import type { Box, Point } from "./plant";

/** Distances from an obstacle at which a pipe may run along it, in pixels. */
const LANES = [12, 24];

const sorted = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);

function* lanes(
  boxes: readonly Box[],
  start: "x" | "y",
  extent: "width" | "height",
): Generator<number> {
  for (const box of boxes)
    for (const lane of LANES) {
      yield box[start] - lane;
      yield box[start] + box[extent] + lane;
    }
}

export class PipeGrid {
  readonly xs: number[];
  readonly ys: number[];
  private readonly closed: readonly Box[];
  /** Price of each step to the right or down; NaN while unknown, Infinity where it is closed. */
  private readonly prices: Float64Array;
  private readonly columns: GridLine[] = [];
  private readonly rows: GridLine[] = [];

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
    this.prices = new Float64Array(this.xs.length * this.ys.length * 2).fill(Number.NaN);
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
    const [from, to] = [
      this.at(firstI, firstJ),
      this.at(firstI + Math.abs(dx), firstJ + Math.abs(dy)),
    ];
    const price = dx === 0 ? this.column(i).price(from.y, to.y) : this.row(j).price(from.x, to.x);
    this.prices[step] = price;
    return price;
  }

  private column(i: number): GridLine {
    return (this.columns[i] ??= new GridLine("y", this.at(i, 0).x, this.closed, this.laid));
  }

  private row(j: number): GridLine {
    return (this.rows[j] ??= new GridLine("x", this.at(0, j).y, this.closed, this.laid));
  }
}
