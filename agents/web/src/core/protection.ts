/** Which interlocks and permissives concern a tag or a piece of equipment. */

import { actuatorsOf, type Interlock, type PlantIndex, type Sequence, type Tag } from "./plant";
import { resetOf } from "./reset";

export interface Concern {
  /** Tags whose values may trip something, and resets. */
  tags: ReadonlySet<string>;
  /** Equipment that may be driven, or has to be started. */
  equipment: ReadonlySet<string>;
}

/** Of a goal or a state, the equipment of its sequence; of a loop, what it moves. */
function movedBy(plant: PlantIndex, { name, kind, equipment }: Tag): string[] {
  if (kind === "goal" || kind === "state") return equipment === null ? [] : [equipment];
  return plant.loopsOf(name).flatMap(actuatorsOf);
}

/** What concerns a tag concerns its loops: what they read, and what they move. */
export function concernOfTag(plant: PlantIndex, tag: Tag): Concern {
  const read = plant.loopsOf(tag.name).map(({ reads }) => reads);
  return {
    tags: new Set([tag.name, ...read]),
    equipment: new Set(movedBy(plant, tag)),
  };
}

/** A reset stands at one piece of equipment, but is of a whole area. */
export function concernOfEquipment(plant: PlantIndex, id: string): Concern {
  const tags = plant.tagsAt(id).filter(({ kind }) => kind !== "reset");
  return { tags: new Set(tags.map(({ name }) => name)), equipment: new Set([id]) };
}

export function interlocksOf(plant: PlantIndex, { tags, equipment }: Concern): Interlock[] {
  const isReset = ({ latched, area }: Interlock): boolean =>
    latched && tags.has(resetOf(plant, area) ?? "");
  const drives = ({ trips }: Interlock): boolean =>
    trips.some((trip) => equipment.has(trip.equipment));
  return (plant.plant.interlocks ?? []).filter(
    (each) => tags.has(each.tag) || drives(each) || isReset(each),
  );
}

export function sequencesOf(plant: PlantIndex, { equipment }: Concern): Sequence[] {
  return (plant.plant.sequences ?? []).filter((each) => equipment.has(each.equipment));
}
