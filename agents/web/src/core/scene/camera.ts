/** Where the camera stands and looks, and where it should fly. */

import type { Thing, Vector } from "./thing";

export interface Pose {
  at: Vector;
  target: Vector;
}

const NEAREST = 8; // m from what it flies to
const NEARER = 0.2; // of the way to the eye
const SLOPE = 0.55; // rad above the horizon
const FROM_SOUTH_EAST = 0.5; // rad

function around(target: Vector, distance: number, bearing: number): Pose {
  const flat = distance * Math.cos(SLOPE);
  const at: Vector = [
    target[0] + flat * Math.sin(bearing),
    target[1] + distance * Math.sin(SLOPE),
    target[2] + flat * Math.cos(bearing),
  ];
  return { at, target };
}

/** From where a box is seen whole; from the side from which it is looked at now, if any. */
export function poseFor(centre: Vector, size: Vector, now?: Pose): Pose {
  const distance = NEAREST + 1.1 * Math.hypot(...size);
  if (now === undefined) return around(centre, distance, FROM_SOUTH_EAST);
  return around(centre, distance, Math.atan2(now.at[0] - now.target[0], now.at[2] - now.target[2]));
}

/** From where some ground is seen whole. */
export function poseOver(centre: Vector, size: Vector, now?: Pose): Pose {
  const { at, target } = poseFor(centre, size, now);
  // What is near looks larger: the middle of the picture lies before the middle of the ground.
  const before = (axis: 0 | 2): number => NEARER * (at[axis] - target[axis]);
  const nearer = ([x, y, z]: Vector): Vector => [x + before(0), y, z + before(2)];
  return { at: nearer(at), target: nearer(target) };
}

/** From where a thing is seen; of a long pipe its middle. */
export function poseOf(thing: Thing, now?: Pose): Pose {
  if (thing.type === "equipment") return poseFor(thing.centre, thing.size, now);
  return poseFor(middleOf(thing), [12, 4, 12], now);
}

/** A point on a thing: the middle of its box, or of a pipe's longest piece. */
export function middleOf(thing: Thing): Vector {
  let [longest, middle] = [0, thing.centre];
  thing.way.slice(1).forEach((end, place) => {
    const begin = thing.way[place] ?? end;
    const length = Math.hypot(end[0] - begin[0], end[1] - begin[1], end[2] - begin[2]);
    if (length <= longest) return;
    longest = length;
    middle = [(begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2, (begin[2] + end[2]) / 2];
  });
  return middle;
}

/** Between two poses; the flight begins and ends softly. */
export function between(from: Pose, to: Pose, share: number): Pose {
  const eased = share * share * (3 - 2 * share);
  const mix = (a: Vector, b: Vector): Vector => [
    a[0] + eased * (b[0] - a[0]),
    a[1] + eased * (b[1] - a[1]),
    a[2] + eased * (b[2] - a[2]),
  ];
  return { at: mix(from.at, to.at), target: mix(from.target, to.target) };
}
