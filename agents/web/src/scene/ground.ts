import type { Vector } from "../core/scene/thing";
import type { Ground } from "./sceneModel";

/** The box around some areas, flat. */
export function boxAround(grounds: readonly Ground[]): { centre: Vector; size: Vector } {
  const ends = ([0, 2] as const).map((axis) => {
    const low = Math.min(...grounds.map(({ centre, size }) => centre[axis] - size[axis] / 2));
    const high = Math.max(...grounds.map(({ centre, size }) => centre[axis] + size[axis] / 2));
    return [low, high] as const;
  });
  const [[west, east] = [0, 0], [north, south] = [0, 0]] = ends;
  const centre: Vector = [(west + east) / 2, 0, (north + south) / 2];
  return { centre, size: [east - west, 0, south - north] };
}

/** Height on which one stands in the plant, m. */
export function floorOf(grounds: readonly Ground[]): number {
  return Math.max(0, ...grounds.map(({ centre, size }) => centre[1] + size[1] / 2));
}
