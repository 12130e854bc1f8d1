/** A scene of what somebody draws: which revision it is, and what the running plant has not. */

import type { Revision } from "../diagramCalls";
import type { Plant } from "../plant";
import type { Thing } from "./thing";

/** Diagrams that somebody has drawn, with the newest revision of each. */
export function withNewest(known: readonly Revision[], told: readonly Revision[]): Revision[] {
  const newest = new Map<string, Revision>();
  for (const each of [...known, ...told])
    if (each.revision > (newest.get(each.diagram)?.revision ?? 0)) newest.set(each.diagram, each);
  return [...newest.values()].sort((a, b) => a.diagram.localeCompare(b.diagram));
}

export interface Difference {
  /** Ids of things which the running plant does not have in this area. */
  fresh: ReadonlySet<string>;
  /** Ids of equipment of this area which the running plant has, and the drawing has not. */
  gone: readonly string[];
}

interface Seen {
  things: readonly Thing[];
  /** What is drawn, and is not seen. */
  missing: Readonly<Record<string, string>>;
}

/** In what the things of a drawn area differ from those of the running plant. */
export function differenceOf(diagram: string, seen: Seen, plant: Plant): Difference {
  const { things, missing } = seen;
  const areas = new Map(plant.equipment.map(({ id, area }) => [id, area]));
  const pipes = new Map(
    plant.streams.map(({ id, source }) => [id, areas.get(source.equipment) ?? ""]),
  );
  const drawn = things.filter(({ area }) => area === diagram);
  const isFresh = ({ id, type, area }: Thing): boolean =>
    (type === "pipe" ? pipes : areas).get(id) !== area;
  const present = new Set([...things.map(({ id }) => id), ...Object.keys(missing)]);
  const gone = plant.equipment.filter(({ id, area }) => area === diagram && !present.has(id));
  return {
    fresh: new Set(drawn.filter(isFresh).map(({ id }) => id)),
    gone: gone.map(({ id }) => id),
  };
}
