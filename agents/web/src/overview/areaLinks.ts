import type { Phase, Plant, Stream } from "../core/plant";

/** All streams that run from one area into another. */
export interface AreaLink {
  id: string;
  source: string;
  target: string;
  streams: Stream[];
}

const UTILITIES: readonly Phase[] = ["water", "steam"];

/** Whether it carries nothing but what heats and cools. */
export function isUtility({ streams }: AreaLink): boolean {
  return streams.every(({ phase }) => UTILITIES.includes(phase));
}

/** What joins the areas of a plant: one link a pair and direction. */
export function linksOf({ equipment, streams }: Plant): AreaLink[] {
  const areas = new Map(equipment.map(({ id, area }) => [id, area]));
  const links = new Map<string, AreaLink>();
  for (const stream of streams) {
    const source = areas.get(stream.source.equipment);
    const target = areas.get(stream.target.equipment);
    if (source === undefined || target === undefined || source === target) continue;
    const id = `${source} to ${target}`;
    const known = links.get(id) ?? { id, source, target, streams: [] };
    known.streams.push(stream);
    links.set(id, known);
  }
  return [...links.values()];
}
