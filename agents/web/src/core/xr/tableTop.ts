/** The plant as a model on a table: where it stands in the room, how it is turned, how large it is. */

import type { Vector } from "../scene/thing";

export interface TableTop {
  /** Middle of its ground in the room, m. */
  at: Vector;
  /** rad about the vertical, counter-clockwise from above. */
  turn: number;
  /** Metres in the room for a metre of the plant. */
  scale: number;
}

export const TABLE_HEIGHT = 0.75; // m
const AHEAD = 1; // m
const SCALE = 1 / 200;
const SMALLEST = 1 / 2000;
const LARGEST = 1 / 10;

/** A model one metre ahead of somebody who looks along `sight`, at the height of a table. */
export function aheadOf(eye: Vector, sight: Vector, floor = 0): TableTop {
  const flat = Math.hypot(sight[0], sight[2]);
  const [x, z] = flat < 1e-6 ? [0, -1] : [sight[0] / flat, sight[2] / flat];
  // Its south side is turned to whoever looks.
  const turn = Math.atan2(-x, -z);
  return { at: [eye[0] + AHEAD * x, floor + TABLE_HEIGHT, eye[2] + AHEAD * z], turn, scale: SCALE };
}

export function movedTo(table: TableTop, at: Vector): TableTop {
  return { ...table, at };
}

/** Turned by an angle in rad. */
export function turnedBy(table: TableTop, angle: number): TableTop {
  return { ...table, turn: table.turn + angle };
}

/** Larger by a factor, between 1:2000 and 1:10. */
export function scaledBy(table: TableTop, factor: number): TableTop {
  return { ...table, scale: Math.min(LARGEST, Math.max(SMALLEST, table.scale * factor)) };
}

/** Where a point of the plant is in the room; `middle` is the middle of the plant's ground. */
export function inRoom({ at, turn, scale }: TableTop, middle: Vector, point: Vector): Vector {
  const [x, y, z] = point.map((each, axis) => scale * (each - (middle[axis] ?? 0))) as [
    number,
    number,
    number,
  ];
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  return [at[0] + cosine * x + sine * z, at[1] + y, at[2] - sine * x + cosine * z];
}

/** The scale in words: `1:200`. */
export function scaleWords({ scale }: TableTop): string {
  return `1:${Math.round(1 / scale)}`;
}
