/** Layers of a drawing: by what an element is, or as the drawer has put it. */

import { sectionOf, textOf, type Places, type Sketch } from "./sketch";

/** Layers that elements have by themselves, in the order in which they are listed. */
export const OWN_LAYERS = [
  "equipment",
  "process piping",
  "utility piping",
  "instruments",
  "controllers",
  "notes",
  "signal lines",
  "names",
] as const;

/** The line from an instrument to what it measures, or from a controller to what it moves. */
export const signalLineOf = (mark: string): string => `leader:${mark}`;
/** The text by a piece of equipment. */
export const nameTextOf = (equipment: string): string => `name:${equipment}`;

/** Whether nothing on a layer can be chosen: it is only drawn. */
export const isOnlyDrawn = (layer: string): boolean => ["signal lines", "names"].includes(layer);

const UTILITIES = new Set(["steam", "water"]);
const DRAWN = ["equipment", "streams", "instruments", "controllers", "notes"] as const;

/** Lines and texts that go with an element. */
function drawnWith(section: (typeof DRAWN)[number], name: string): [string, string][] {
  if (section === "streams" || section === "notes") return [];
  if (section === "equipment") return [[nameTextOf(name), "names"]];
  return [[signalLineOf(name), "signal lines"]];
}

/** The layer that each drawn element has by what it is. */
function derived(sketch: Sketch): Map<string, string> {
  const all = DRAWN.flatMap((section) =>
    Object.entries(sectionOf(sketch, section)).map(([name, entry]): [string, string] => {
      if (section !== "streams") return [name, section];
      const isUtility = UTILITIES.has(textOf(entry, "phase"));
      return [name, isUtility ? "utility piping" : "process piping"];
    }),
  );
  return new Map(all);
}

/** The layer of each line and text that goes with an element. */
function layersDrawnWith(sketch: Sketch): [string, string][] {
  return DRAWN.flatMap((section) =>
    Object.keys(sectionOf(sketch, section)).flatMap((name) => drawnWith(section, name)),
  );
}

/** The layer of each drawn element, line and text. */
export function layersOf(sketch: Sketch): Map<string, string> {
  const found = derived(sketch);
  for (const [name, { layer }] of Object.entries(sketch.layout.layers ?? {}))
    if (found.has(name)) found.set(name, layer);
  for (const [name, layer] of layersDrawnWith(sketch)) found.set(name, layer);
  return found;
}

/** The layer that an element has without the drawer's word. */
export function derivedLayer(sketch: Sketch, name: string): string {
  return derived(sketch).get(name) ?? "";
}

/** Names of the elements by layer: those of its own first, then the drawer's by their names. */
export function membersOf(layers: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, layer] of layers) {
    const there = found.get(layer);
    if (there === undefined) found.set(layer, [name]);
    else there.push(name);
  }
  const own: readonly string[] = OWN_LAYERS;
  const others = [...found.keys()].filter((layer) => !own.includes(layer)).sort();
  return new Map(
    [...own, ...others].flatMap((layer) => {
      const members = found.get(layer);
      return members === undefined ? [] : [[layer, members]];
    }),
  );
}

/** Puts elements on a layer; an empty one puts each back on that of what it is. */
export function putOnLayer(sketch: Sketch, names: Iterable<string>, layer: string): Sketch {
  const chosen = new Set(names);
  const others = Object.entries(sketch.layout.layers ?? {}).filter(([name]) => !chosen.has(name));
  const put = [...chosen].filter((name) => layer !== "" && layer !== derivedLayer(sketch, name));
  const layers = Object.fromEntries([...others, ...put.map((name) => [name, { layer }] as const)]);
  const { layers: former, ...rest } = sketch.layout;
  if (former === undefined && put.length === 0) return sketch;
  const layout: Places = Object.keys(layers).length === 0 ? rest : { ...rest, layers };
  return { ...sketch, layout };
}
