import type { Box, Plant } from "../core/plant";
import { around } from "../diagram/extent";
import { isUtility, linksOf } from "./areaLinks";
import { inLayers, type AreaLine } from "./layers";
import { laneFor, withUtilities } from "./utilities";

/** The plant as a map of its areas. */
export interface AreaMap {
  /** By area, in the order of the flow. */
  tiles: ReadonlyMap<string, Box>;
  lines: readonly AreaLine[];
  extent: Box;
}

const maps = new WeakMap<Plant, Promise<AreaMap>>();

/** Layer by layer, from top to bottom in each. */
function alongTheFlow([, a]: [string, Box], [, b]: [string, Box]): number {
  return a.x - b.x || a.y - b.y;
}

async function drawn(plant: Plant): Promise<AreaMap> {
  const areas = plant.areas.map(({ id }) => id);
  const links = linksOf(plant);
  const joins = (area: string) => links.filter((one) => [one.source, one.target].includes(area));
  const isServing = (area: string): boolean => {
    const joined = joins(area);
    return joined.length > 0 && joined.every(isUtility);
  };
  const serving = areas.filter(isServing);
  // Where there is nothing else, it is the process.
  const utilities = serving.length === areas.length ? [] : serving;
  const process = areas.filter((area) => !utilities.includes(area));
  const serves = links.filter(({ source, target }) =>
    [source, target].some((area) => utilities.includes(area)),
  );
  const flows = links.filter((link) => !serves.includes(link));
  const placed = await inLayers(process, flows, laneFor(utilities.length));
  placed.boxes = new Map([...placed.boxes].sort(alongTheFlow));
  const { boxes, lines } = withUtilities(placed, utilities, serves);
  const points = lines.flatMap((line) => line.points);
  const extent = around([...boxes.values()], points) ?? { x: 0, y: 0, width: 1, height: 1 };
  return { tiles: boxes, lines, extent };
}

/** The map of a plant; the same one each time, for placing takes a while. */
export function areaMapOf(plant: Plant): Promise<AreaMap> {
  const map = maps.get(plant) ?? drawn(plant);
  maps.set(plant, map);
  return map;
}
