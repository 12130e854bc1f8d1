/** Where somebody stands in the plant when a headset is put on. */

import type { Pose } from "../scene/camera";
import type { Thing, Vector } from "../scene/thing";

export interface Standing {
  /** Of the feet. */
  at: Vector;
  /** rad from the north (-z), growing to the east (+x). */
  heading: number;
}

const AWAY = 12; // m from what is looked at
const FARTHEST = 80;
const ROOM = 0.6; // m around a person

function isInside([x, , z]: Vector, { centre, size }: Thing): boolean {
  const near = (axis: 0 | 2, at: number): boolean =>
    Math.abs(at - centre[axis]) < size[axis] / 2 + ROOM;
  return near(0, x) && near(2, z);
}

/**
 * Before what the camera looks at, on the side of the camera, where nothing stands.
 * @param floor height of the ground, m
 */
export function standingBefore(
  { at, target }: Pose,
  things: readonly Thing[],
  floor: number,
): Standing {
  const across = [at[0] - target[0], at[2] - target[2]] as const;
  const flat = Math.hypot(...across) || 1;
  const [x, z] = [across[0] / flat, across[1] / flat];
  const place = (away: number): Vector => [target[0] + away * x, floor, target[2] + away * z];
  const bodies = things.filter(({ type }) => type === "equipment");
  let away = Math.min(AWAY, flat);
  while (away < FARTHEST && bodies.some((body) => isInside(place(away), body))) away += 0.5;
  return { at: place(away), heading: Math.atan2(-x, z) };
}

/** A point of the plant as it is for somebody who stands there: x right, y up, z behind. */
export function seenFrom({ at, heading }: Standing, point: Vector): Vector {
  const [x, y, z] = [point[0] - at[0], point[1] - at[1], point[2] - at[2]];
  const [sine, cosine] = [Math.sin(heading), Math.cos(heading)];
  return [cosine * x + sine * z, y, cosine * z - sine * x];
}

const LONGEST_JUMP = 100; // m; a hand is not steady enough for more, and the land has no end

/** The same person after a jump: the head is above the point then. Too far a jump is none. */
export function jumpedTo(standing: Standing, head: Vector, point: Vector): Standing {
  if (Math.hypot(point[0] - head[0], point[2] - head[2]) > LONGEST_JUMP) return standing;
  const [x, z] = [head[0] - standing.at[0], head[2] - standing.at[2]];
  return { ...standing, at: [point[0] - x, point[1], point[2] - z] };
}

/** Turned to the right by an angle in rad, about the head and not about the middle of the room. */
export function turnedAbout(standing: Standing, head: Vector, angle: number): Standing {
  const [x, z] = [standing.at[0] - head[0], standing.at[2] - head[2]];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const at: Vector = [
    head[0] + cosine * x - sine * z,
    standing.at[1],
    head[2] + sine * x + cosine * z,
  ];
  return { at, heading: standing.heading + angle };
}
