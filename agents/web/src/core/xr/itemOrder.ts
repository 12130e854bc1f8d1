/** Which item a panel turns to next, and the setpoints that belong to an item. */

import type { PlantIndex, Tag } from "../plant";
import type { Thing } from "../scene/thing";

/** The next (1) or previous (-1) piece of equipment of the same area; a ring. */
export function neighbourOf(thing: Thing, things: readonly Thing[], by: 1 | -1): Thing {
  const ring = things.filter(({ type, area }) => type === "equipment" && area === thing.area);
  const at = ring.findIndex(({ id }) => id === thing.id);
  return ring[(at + by + ring.length) % ring.length] ?? thing;
}

/** What is measured or set at a thing. */
export function tagsOf(thing: Thing, plant: PlantIndex): Tag[] {
  if (thing.type === "equipment") return plant.tagsAt(thing.id);
  return thing.tags.flatMap((name) => plant.tags.get(name) ?? []);
}

/** Setpoints of the loops that read or move something at a thing; only those that can be written. */
export function setpointsOf(thing: Thing, plant: PlantIndex): Tag[] {
  const own = tagsOf(thing, plant);
  const loops = own.flatMap(({ name }) => plant.loopOf(name));
  const found = [...own, ...loops].filter(
    ({ kind, writable, states }) => kind === "setpoint" && writable && states.length === 0,
  );
  return [...new Set(found)];
}
