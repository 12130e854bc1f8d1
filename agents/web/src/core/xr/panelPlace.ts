/** Where a panel hangs in the room, and where its points are. */

import type { Box } from "../scene/hiding";
import type { Vector } from "../scene/thing";

export interface PanelPlace {
  /** Of its middle, m. */
  at: Vector;
  /** rad about the vertical; at 0 its face looks to the south (+z). */
  turn: number;
  /** 1 at the distance of reading; smaller where it is nearer, so that it looks the same. */
  scale: number;
}

export const READING_DISTANCE = 1.5; // m
const BELOW_EYES = 0.15; // m
const GAP = 0.35; // m before what it belongs to
const NEAREST = 0.6; // m
const BAR_NEARER = 0.45; // m from the middle of the model
const BAR_BELOW = 0.12; // m

function surfaceOf(eye: Vector, { centre, size }: Box): number {
  const outside = ([0, 2] as const).map((axis) =>
    Math.max(0, Math.abs(eye[axis] - centre[axis]) - size[axis] / 2),
  );
  return Math.hypot(...outside);
}

/** Between the eye and an item, by its surface, but never farther than it can be read from. */
export function panelPlaceFor(eye: Vector, item: Box): PanelPlace {
  const across = [item.centre[0] - eye[0], item.centre[2] - eye[2]] as const;
  const flat = Math.hypot(...across);
  const [x, z] = flat < 1e-6 ? [0, -1] : [across[0] / flat, across[1] / flat];
  const near = Math.max(NEAREST, surfaceOf(eye, item) - GAP);
  const distance = Math.min(READING_DISTANCE, near);
  const at: Vector = [eye[0] + distance * x, eye[1] - BELOW_EYES, eye[2] + distance * z];
  return { at, turn: Math.atan2(-x, -z), scale: distance / READING_DISTANCE };
}

/** Below the near edge of a model on a table. */
export function barPlaceFor(eye: Vector, table: Vector): PanelPlace {
  const across = [eye[0] - table[0], eye[2] - table[2]] as const;
  const flat = Math.hypot(...across) || 1;
  const [x, z] = [across[0] / flat, across[1] / flat];
  const near = Math.min(BAR_NEARER, flat / 2);
  const at: Vector = [table[0] + near * x, table[1] - BAR_BELOW, table[2] + near * z];
  const distance = Math.hypot(eye[0] - at[0], eye[1] - at[1], eye[2] - at[2]);
  return { at, turn: Math.atan2(x, z), scale: distance / READING_DISTANCE };
}

/** A point of a panel in the room; `right` and `up` are metres from its middle at scale 1. */
export function pointOf(place: PanelPlace, right: number, up: number): Vector {
  const { at, turn, scale } = place;
  const aside = scale * right;
  return [at[0] + aside * Math.cos(turn), at[1] + scale * up, at[2] - aside * Math.sin(turn)];
}
