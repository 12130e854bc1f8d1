/** Places along a pipe. */

import type { Vector } from "./thing";

interface Piece {
  from: Vector;
  direction: Vector;
  /** m from the beginning of the pipe. */
  begin: number;
  length: number;
}

export interface Way {
  pieces: readonly Piece[];
  length: number;
}

/** A way through corners, measured. */
export function wayThrough(corners: readonly Vector[]): Way {
  const pieces: Piece[] = [];
  let begin = 0;
  corners.slice(1).forEach((to, place) => {
    const from = corners[place] ?? to;
    const across: Vector = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    const length = Math.hypot(...across);
    if (length === 0) return;
    const direction: Vector = [across[0] / length, across[1] / length, across[2] / length];
    pieces.push({ from, direction, begin, length });
    begin += length;
  });
  return { pieces, length: begin };
}

/** The place and the direction some metres along a way, which is taken as a ring. */
export function placeOn(way: Way, metres: number): { at: Vector; direction: Vector } | null {
  const along = ((metres % way.length) + way.length) % way.length;
  const piece = way.pieces.filter(({ begin }) => begin <= along).at(-1);
  if (piece === undefined) return null;
  const [{ from, direction }, further] = [piece, along - piece.begin];
  const at: Vector = [
    from[0] + further * direction[0],
    from[1] + further * direction[1],
    from[2] + further * direction[2],
  ];
  return { at, direction };
}
