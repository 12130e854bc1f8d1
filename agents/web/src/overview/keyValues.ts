import type { Plant, PlantIndex, Tag } from "../core/plant";
import { linksOf } from "./areaLinks";

const MOST = 4;

/** Flows which are measured where something enters the area or leaves it. */
function flowsAcross(area: string, plant: Plant): string[] {
  const across = linksOf(plant)
    .filter(({ source, target }) => [source, target].includes(area))
    .flatMap(({ streams }) => streams.map(({ id }) => id));
  const there = new Set(across);
  return plant.instruments
    .filter(({ stream, measures }) => there.has(stream ?? "") && measures.endsWith("flow"))
    .map(({ tag }) => tag);
}

/**
 * The values by which an area is known on the overview.
 *
 * Always the same, whatever happens: what stands at its place is found there.
 */
export function keyValues(area: string, { plant, tags }: PlantIndex): Tag[] {
  const controlled = plant.controllers
    .filter((loop) => loop.area === area)
    .map(({ reads }) => reads);
  const measured = plant.instruments.filter((each) => each.area === area).map(({ tag }) => tag);
  const names = new Set([...flowsAcross(area, plant), ...controlled, ...measured]);
  return [...names].flatMap((name) => tags.get(name) ?? []).slice(0, MOST);
}
