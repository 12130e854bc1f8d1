/** What can be written about an element, field by field. */

import type { Kinds } from "../core/editing/kind";
import { sectionOf, SECTIONS, textOf, type SectionName, type Sketch } from "../core/editing/sketch";

export interface Field {
  key: string;
  /** What fits, as a word or a unit; shown beside the field. */
  unit: string;
  /** Whether the element can not be without it. */
  needed: boolean;
  choices?: readonly string[];
}

const PHASES = ["gas", "liquid", "two_phase", "steam", "water"];
/** A field for any text. */
export const text = (key: string, needed = false): Field => ({ key, unit: "", needed });

const STREAM: readonly Field[] = [
  text("description"),
  text("from", true),
  text("to", true),
  { key: "phase", unit: "", needed: true, choices: PHASES },
];
const INSTRUMENT = [text("description", true), text("measures", true), text("noise"), text("lag")];
const CONTROLLER = [
  text("description", true),
  ...["reads", "moves", "action", "gain", "integral_time", "setpoint"].map((key) =>
    text(key, true),
  ),
  ...["settle_time", "tolerance", "max_step"].map((key) => text(key)),
];

/** The section that holds an element of this name. */
export function sectionWith(sketch: Sketch, name: string): SectionName | undefined {
  return SECTIONS.find((section) => name in sectionOf(sketch, section));
}

function ofEquipment(sketch: Sketch, name: string, kinds: Kinds): Field[] {
  const kind = kinds.get(textOf(sectionOf(sketch, "equipment")[name], "kind"));
  if (kind === undefined) return [text("kind", true), text("description")];
  const needed = Object.entries(kind.parameters).map(([key, unit]) => ({
    key,
    unit,
    needed: true,
  }));
  const optional = Object.entries(kind.optional).map(([key, unit]) => ({
    key,
    unit,
    needed: false,
  }));
  const fails = { key: "fails", unit: "", needed: false, choices: ["", "closed", "open", "last"] };
  return [text("description"), ...needed, ...(kind.actuator ? [fails] : []), ...optional];
}

/** The fields of an element, in the order in which they are shown. */
export function fieldsOf(sketch: Sketch, name: string, kinds: Kinds): readonly Field[] {
  switch (sectionWith(sketch, name)) {
    case "equipment":
      return ofEquipment(sketch, name, kinds);
    case "streams":
      return STREAM;
    case "instruments":
      return INSTRUMENT;
    case "controllers":
      return CONTROLLER;
    case "notes":
      return [text("text", true)];
    default:
      return [];
  }
}
