/** What differs between two drawings, element by element, and both in one drawing. */

import type { Box } from "../plant";
import {
  DESCRIBED,
  SECTIONS,
  sectionOf,
  type Places,
  type SectionName,
  type Sketch,
} from "./sketch";

export const KINDS = ["added", "removed", "moved", "changed"] as const;
export type DifferenceKind = (typeof KINDS)[number];

/** How each kind is marked besides its colour. */
export const SIGNS: Record<DifferenceKind, string> = {
  added: "+",
  removed: "−",
  moved: "↔",
  changed: "≠",
};

export interface Difference {
  /** Empty for the drawing as a whole: its title, what it is filled with, its canvas. */
  name: string;
  section: SectionName | "drawing";
  kind: DifferenceKind;
  /** Former and new value of each field that differs, those of its place too. */
  fields: { field: string; old: unknown; new: unknown }[];
}

const PLACED = ["equipment", "instruments", "controllers"] as const;
type Fields = Readonly<Record<string, unknown>>;

/** What an element is, without where it stands: of a text both are in the layout. */
function ownOf(sketch: Sketch, section: SectionName, name: string): Fields | undefined {
  const entry = sectionOf(sketch, section)[name];
  return section === "notes" && entry ? { text: entry["text"] } : entry;
}

function placeOf({ layout }: Sketch, section: SectionName, name: string): Fields {
  const part = PLACED.find((each) => each === section);
  const place = part === undefined ? undefined : layout[part]?.[name];
  const { x, y } = { ...layout.notes?.[name] };
  return { ...place, ...(section === "notes" && { x, y }), ...layout.layers?.[name] };
}

function fieldsBetween(old: Fields, now: Fields): Difference["fields"] {
  const keys = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return keys
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((field) => ({ field, old: old[field], new: now[field] }));
}

function between(
  old: Sketch,
  now: Sketch,
  section: SectionName,
  name: string,
): Difference | undefined {
  const [before, after] = [ownOf(old, section, name), ownOf(now, section, name)];
  const own = fieldsBetween(before ?? {}, after ?? {});
  const placed = fieldsBetween(placeOf(old, section, name), placeOf(now, section, name));
  const fields = [...own, ...placed];
  if (before === undefined) return { name, section, kind: "added", fields };
  if (after === undefined) return { name, section, kind: "removed", fields };
  if (fields.length === 0) return undefined;
  return { name, section, kind: own.length === 0 ? "moved" : "changed", fields };
}

/** What belongs to no element. */
function wholeOf({ description, layout: { canvas, links } }: Sketch): Fields {
  const sections: readonly string[] = DESCRIBED;
  const others = Object.entries(description).filter(([key]) => !sections.includes(key));
  return { ...Object.fromEntries(others), canvas, links };
}

/** All differences, section by section, in the order of the newer drawing. */
export function differencesBetween(old: Sketch, now: Sketch): Difference[] {
  const fields = fieldsBetween(wholeOf(old), wholeOf(now));
  const whole: Difference = { name: "", section: "drawing", kind: "changed", fields };
  const elements = SECTIONS.flatMap((section) => {
    const names = new Set([
      ...Object.keys(sectionOf(now, section)),
      ...Object.keys(sectionOf(old, section)),
    ]);
    return [...names].flatMap((name) => between(old, now, section, name) ?? []);
  });
  return fields.length === 0 ? elements : [...elements, whole];
}

/** The newer drawing with what was removed from the older one, where that was. */
export function bothIn(old: Sketch, now: Sketch): Sketch {
  const sections = DESCRIBED.map((section) => [
    section,
    { ...sectionOf(old, section), ...sectionOf(now, section) },
  ]);
  const places = [...PLACED, "notes" as const].map((part) => [
    part,
    { ...old.layout[part], ...now.layout[part] },
  ]);
  return {
    ...now,
    description: { ...now.description, ...(Object.fromEntries(sections) as object) },
    layout: { ...now.layout, ...(Object.fromEntries(places) as Partial<Places>) },
  };
}

/** Where moved equipment was. */
export function formerPlaces(old: Sketch, differences: readonly Difference[]): Map<string, Box> {
  return new Map(
    differences.flatMap(({ name, section, fields }) => {
      const box = section === "equipment" ? old.layout.equipment[name] : undefined;
      const isElsewhere = fields.some(({ field, old: was, new: is }) => {
        const isPlace = field === "x" || field === "y";
        return isPlace && was !== undefined && is !== undefined;
      });
      return box === undefined || !isElsewhere ? [] : [[name, box]];
    }),
  );
}

/** The place of a difference after or before another one; it begins anew at the end. */
export function stepped(count: number, place: number, way: 1 | -1): number {
  return count === 0 ? -1 : (Math.max(place, way === 1 ? -1 : 0) + way + count) % count;
}
