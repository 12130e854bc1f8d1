/** Where a mark can be moved to, nearest first, and where something stands in its way. */

import type { Box, Point } from "./plant";

/** Room between a mark and what is beside it, in pixels. */
export const GAP = 6;
const STEP = 8;

/** A way to move, and its place among all. */
export interface Move extends Point {
  length: number;
  place: number;
}

/** The ground around a mark on which a place is looked for. */
export class Moves {
  private readonly side: number;
  private known: readonly Move[] | null = null;

  /**
   * @param margin how far a mark may be moved in each direction, in pixels; a multiple of the step
   * @param most what a place on this ground may cost: what costs less lies nowhere else
   */
  constructor(
    readonly margin: number,
    readonly most: number,
  ) {
    this.side = (2 * margin) / STEP + 1;
  }

  /** Nearest first, and none longer than `most`; the far ground, which few marks need, is many. */
  get all(): readonly Move[] {
    return (this.known ??= this.sorted());
  }

  private sorted(): Move[] {
    const { margin, most } = this;
    const moves = [];
    for (let x = -margin; x <= margin; x += STEP)
      for (let y = -margin; y <= margin; y += STEP)
        moves.push({ x, y, length: Math.hypot(x, y), place: moves.length });
    return moves.filter(({ length }) => length <= most).sort((a, b) => a.length - b.length);
  }

  /** Which moves would put a mark onto something that is taken, by their places; 1 for these. */
  closed(wish: Box, taken: readonly Box[]): Uint8Array {
    const closed = new Uint8Array(this.side * this.side);
    for (const { x, y, width, height } of taken) {
      const [left, right] = this.blocked(wish.x, wish.width, x, x + width);
      const [top, bottom] = this.blocked(wish.y, wish.height, y, y + height);
      for (let i = left; i <= right; i++)
        if (top <= bottom) closed.fill(1, i * this.side + top, i * this.side + bottom + 1);
    }
    return closed;
  }

  /** First and last step by which a mark from `from` to `from + size` would come upon an obstacle. */
  private blocked(from: number, size: number, low: number, high: number): [number, number] {
    const first = Math.floor((low - GAP - size - from + this.margin) / STEP) + 1;
    const last = Math.ceil((high + GAP - from + this.margin) / STEP) - 1;
    return [Math.max(0, first), Math.min(this.side - 1, last)];
  }
}
