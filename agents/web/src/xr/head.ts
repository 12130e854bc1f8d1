import { Vector3, type Camera } from "three";

import type { Vector } from "../core/scene/thing";

function vector({ x, y, z }: Vector3): Vector {
  return [x, y, z];
}

/** Where the eyes are in the room. */
export function eyeOf(camera: Camera): Vector {
  return vector(camera.getWorldPosition(new Vector3()));
}

/** Where they look. */
export function sightOf(camera: Camera): Vector {
  return vector(camera.getWorldDirection(new Vector3()));
}
