/** Whether something stands between the eye and a point. */

import type { Vector } from "./thing";

export interface Box {
  centre: Vector;
  size: Vector;
}

const AXES = [0, 1, 2] as const;

/** True if the straight line between two points goes through the box. */
export function crosses(from: Vector, to: Vector, { centre, size }: Box): boolean {
  let [enters, leaves] = [0, 1];
  for (const axis of AXES) {
    const way = to[axis] - from[axis];
    const [low, high] = [centre[axis] - size[axis] / 2, centre[axis] + size[axis] / 2];
    const [one, other] = [(low - from[axis]) / way, (high - from[axis]) / way];
    // Along an axis that it does not move on, it is inside at all times or never.
    if (way === 0 && (from[axis] <= low || from[axis] >= high)) return false;
    if (way === 0) continue;
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters < leaves;
}
