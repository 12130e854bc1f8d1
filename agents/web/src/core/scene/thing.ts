/** What stands in the scene and can be pointed at, without its triangles. */

import type { PlantIndex } from "../plant";

/** Metres; x to the east, y up, z to the south. */
export type Vector = readonly [number, number, number];

export interface Thing {
  id: string;
  type: "equipment" | "pipe";
  description: string;
  area: string;
  /** Tags that are measured or set at it. */
  tags: readonly string[];
  /** Of the box around it. */
  centre: Vector;
  size: Vector;
  /** Corners of a pipe's way; none for equipment. */
  way: readonly Vector[];
  /** Of a pipe; zero for equipment. */
  diameter: number;
}

/** What is selected on the screen, of whatever kind. */
export interface Selected {
  kind: string;
  id: string;
}

/** The id of the thing to which a selection belongs: a tag's is what it is measured at. */
export function thingOf(selection: Selected | null, plant: PlantIndex): string | null {
  if (selection === null) return null;
  if (selection.kind !== "tag") return selection.id;
  const tag = plant.tags.get(selection.id);
  const loop = plant.plant.controllers.find((each) => each.name === tag?.controller);
  return tag?.equipment ?? loop?.moves ?? null;
}

/** Things of one area (all, if it is empty) whose id, description or tags have every word. */
export function search(things: readonly Thing[], text: string, area: string): Thing[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return things.filter((thing) => {
    if (area !== "" && thing.area !== area) return false;
    const known = `${thing.id} ${thing.description} ${thing.tags.join(" ")}`.toLowerCase();
    return words.every((word) => known.includes(word));
  });
}

/** Ids of things whose id begins with what was typed stand first. */
export function bestFirst(things: readonly Thing[], text: string): Thing[] {
  const begins = (thing: Thing): number =>
    Number(!thing.id.toLowerCase().startsWith(text.trim().toLowerCase()));
  return [...things].sort((a, b) => begins(a) - begins(b));
}
