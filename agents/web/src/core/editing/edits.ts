/** What an editor does to a sketch; each edit makes a new one. */

import type { Box, Point } from "../plant";
import { holding } from "./fill";
import { lettersOf, likelyPhase, rangeOf, type Kind } from "./kind";
import { lettersIn, nextName } from "./names";
import { rename, withDependants } from "./references";
import {
  placedIn,
  portOf,
  SECTIONS,
  sectionOf,
  textOf,
  type Entry,
  type Places,
  type Section,
  type SectionName,
  type Sketch,
} from "./sketch";

export const GRID = 10;
const SIZE = 60;
const BARS = /manifold|header/;

const snapped = (n: number): number => Math.round(n / GRID) * GRID;

function withSection(sketch: Sketch, name: SectionName, section: Section): Sketch {
  if (name === "notes") return withPlaces(sketch, { notes: section });
  return { ...sketch, description: { ...sketch.description, [name]: section } };
}

function withPlaces(sketch: Sketch, change: Partial<Places>): Sketch {
  return { ...sketch, layout: { ...sketch.layout, ...change } };
}

/** A new element, or another one of the same name. */
export function put(sketch: Sketch, section: SectionName, name: string, entry: Entry): Sketch {
  return withSection(sketch, section, { ...sectionOf(sketch, section), [name]: entry });
}

/** A field of an element; an empty text removes it. */
export function setField(
  sketch: Sketch,
  section: SectionName,
  name: string,
  key: string,
  value: unknown,
): Sketch {
  const { [key]: former, ...rest } = sectionOf(sketch, section)[name] ?? {};
  if (value === former) return sketch;
  return put(sketch, section, name, value === "" ? rest : { ...rest, [key]: value });
}

/** A new piece of equipment with its middle at a point; its name is the next free one. */
export function addEquipment(sketch: Sketch, kind: Kind, at: Point): [Sketch, string] {
  const name = nextName(sketch, kind.letters);
  const width = BARS.test(kind.kind) ? 5 * SIZE : SIZE;
  const place = { x: snapped(at.x - width / 2), y: snapped(at.y - SIZE / 2), width, height: SIZE };
  const entry = { ...kind.template, description: kind.title };
  const drawn = put(holding(sketch, entry), "equipment", name, entry);
  const equipment = { ...sketch.layout.equipment, [name]: place };
  return [grown(withPlaces(drawn, { equipment })), name];
}

/** A new text with its upper left corner at a point. */
export function addNote(sketch: Sketch, at: Point): [Sketch, string] {
  const name = nextName(sketch, "N");
  return [put(sketch, "notes", name, { x: snapped(at.x), y: snapped(at.y), text: "Text" }), name];
}

/** The sketch on a canvas that holds all equipment. */
function grown(sketch: Sketch): Sketch {
  const boxes = Object.values(sketch.layout.equipment);
  const { canvas } = sketch.layout;
  const width = Math.max(canvas.width, ...boxes.map((box) => box.x + box.width + GRID));
  const height = Math.max(canvas.height, ...boxes.map((box) => box.y + box.height + GRID));
  if (width === canvas.width && height === canvas.height) return sketch;
  return withPlaces(sketch, { canvas: { width, height } });
}

/** A pipe from an outlet to an inlet, with the phase that it most likely carries. */
export function connect(sketch: Sketch, from: string, to: string): [Sketch, string] {
  const name = nextName(sketch, "S");
  const ends = [from, to].map(portOf);
  const equipment = sectionOf(sketch, "equipment");
  const phase = likelyPhase(
    ends.map((end) => end.port),
    ends.map((end) => textOf(equipment[end.equipment], "kind")),
  );
  return [put(sketch, "streams", name, { from, to, phase, description: "" }), name];
}

/** Equipment, marks and texts elsewhere, by their names; what has no place in the layout stays. */
export function moved(sketch: Sketch, places: ReadonlyMap<string, Point>): Sketch {
  const boxes = Object.entries(sketch.layout.equipment).map(([name, box]) => {
    const to = places.get(name);
    if (to === undefined) return [name, box] as const;
    return [
      name,
      { ...box, x: Math.max(0, snapped(to.x)), y: Math.max(0, snapped(to.y)) },
    ] as const;
  });
  const equipment = Object.fromEntries(boxes);
  return grown(withNotes(withMarks(withPlaces(sketch, { equipment }), places), places));
}

function withMarks(sketch: Sketch, places: ReadonlyMap<string, Point>): Sketch {
  return (["instruments", "controllers"] as const).reduce((all, section) => {
    const own = [...places].filter(([name]) => name in sectionOf(sketch, section));
    if (own.length === 0) return all;
    const marks = own.map(([name, { x, y }]) => [name, { x: snapped(x), y: snapped(y) }] as const);
    return withPlaces(all, { [section]: { ...all.layout[section], ...Object.fromEntries(marks) } });
  }, sketch);
}

function withNotes(sketch: Sketch, places: ReadonlyMap<string, Point>): Sketch {
  return Object.entries(sectionOf(sketch, "notes")).reduce((all, [name, note]) => {
    const to = places.get(name);
    if (to === undefined) return all;
    return put(all, "notes", name, { ...note, x: snapped(to.x), y: snapped(to.y) });
  }, sketch);
}

/** Equipment where it was, in another size. */
export function resized(sketch: Sketch, name: string, change: Partial<Box>): Sketch {
  const box = sketch.layout.equipment[name];
  if (box === undefined) return sketch;
  const equipment = { ...sketch.layout.equipment, [name]: { ...box, ...change } };
  return grown(withPlaces(sketch, { equipment }));
}

const without = <Value>(
  all: Readonly<Record<string, Value>>,
  gone: ReadonlySet<string>,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !gone.has(name)));

/** The sketch without these, and without what can not be without them. */
export function remove(sketch: Sketch, names: Iterable<string>): Sketch {
  const gone = withDependants(sketch, names);
  let left = sketch;
  for (const section of SECTIONS) {
    if (Object.keys(sectionOf(left, section)).length > 0)
      left = withSection(left, section, without(sectionOf(left, section), gone));
  }
  const { equipment, instruments, controllers, layers } = sketch.layout;
  return withPlaces(left, {
    equipment: without(equipment, gone),
    ...(instruments && { instruments: without(instruments, gone) }),
    ...(controllers && { controllers: without(controllers, gone) }),
    ...(layers && { layers: without(layers, gone) }),
  });
}

/** An instrument on equipment or a stream, with a range to begin with. */
export function addInstrument(
  sketch: Sketch,
  owner: string,
  quantity: string,
  unit: string,
): [Sketch, string] {
  const name = nextName(sketch, lettersOf(quantity));
  const words = `${owner} ${quantity.replaceAll("_", " ")}`;
  const entry = { measures: `${owner}.${quantity}`, description: words, range: rangeOf(unit) };
  return [put(sketch, "instruments", name, entry), name];
}

/** Texts, and equipment with the pipes between and the instruments on it, to be put elsewhere. */
export function copied(sketch: Sketch, names: ReadonlySet<string>): Sketch {
  return remove(
    sketch,
    placedIn(sketch).filter((name) => !names.has(name)),
  );
}

const COPIED = ["equipment", "streams", "instruments", "controllers", "notes"] as const;

/** What was copied once more, with new names, beside the first. */
export function pasted(sketch: Sketch, clip: Sketch, by: Point): [Sketch, Set<string>] {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const section of COPIED) {
    for (const name of Object.keys(sectionOf(clip, section))) {
      const fresh = nextName(sketch, lettersIn(name), taken);
      names.set(name, fresh);
      taken.add(fresh);
    }
  }
  const fresh = shifted(rename(clip, names), by);
  let all = sketch;
  for (const section of COPIED)
    all = withSection(all, section, { ...sectionOf(all, section), ...sectionOf(fresh, section) });
  const equipment = { ...sketch.layout.equipment, ...fresh.layout.equipment };
  const layers = { ...sketch.layout.layers, ...fresh.layout.layers };
  const change = Object.keys(layers).length === 0 ? { equipment } : { equipment, layers };
  return [grown(withPlaces(all, change)), new Set(placedIn(fresh))];
}

/** All equipment and texts of a sketch elsewhere. */
function shifted(sketch: Sketch, by: Point): Sketch {
  const there = <Placed extends object>(all: Readonly<Record<string, Placed>>): typeof all =>
    Object.fromEntries(
      Object.entries(all).map(([name, placed]) => {
        const { x, y } = placed as unknown as Point;
        return [name, { ...placed, x: x + by.x, y: y + by.y }] as const;
      }),
    );
  const { equipment, notes } = sketch.layout;
  return withPlaces(sketch, { equipment: there(equipment), ...(notes && { notes: there(notes) }) });
}
