/** Who names whom: streams their ends, instruments what they measure, interlocks what they move. */

import { DESCRIBED, sectionOf, type Description, type Places, type Sketch } from "./sketch";

const PLACED = ["equipment", "instruments", "controllers", "links", "layers", "notes"] as const;

/** Fields whose texts name no element. */
const WORDS = new Set(["description", "title", "kind", "layer", "text"]);

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    const [head = "", ...rest] = value.split(".");
    const other = names.get(head);
    return other === undefined ? value : [other, ...rest].join(".");
  }
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const words = WORDS.has(key);
      return [names.get(key) ?? key, words ? each : renamed(each, names)];
    }),
  );
}

/** The sketch with other names, wherever they are written. */
export function rename(sketch: Sketch, names: ReadonlyMap<string, string>): Sketch {
  const sections = DESCRIBED.filter((section) => section in sketch.description).map(
    (section) => [section, renamed(sketch.description[section], names)] as const,
  );
  const places = PLACED.filter((part) => sketch.layout[part] !== undefined).map(
    (part) => [part, renamed(sketch.layout[part], names)] as const,
  );
  return {
    ...sketch,
    description: { ...sketch.description, ...Object.fromEntries(sections) } as Description,
    layout: { ...sketch.layout, ...Object.fromEntries(places) } as Places,
  };
}

/** Names of these, and of everything that can not be without them. */
export function withDependants(sketch: Sketch, names: Iterable<string>): Set<string> {
  const gone = new Set(names);
  const heads = (entry: Readonly<Record<string, unknown>>, keys: readonly string[]): string[] =>
    keys.flatMap((key) => {
      const value = entry[key];
      return typeof value === "string" ? [value.split(".")[0] ?? ""] : [];
    });
  const RULES = [
    ["streams", ["from", "to"]],
    ["instruments", ["measures"]],
    ["controllers", ["reads", "moves"]],
  ] as const;
  for (const [section, keys] of RULES) {
    for (const [name, entry] of Object.entries(sectionOf(sketch, section))) {
      if (heads(entry, keys).some((head) => gone.has(head))) gone.add(name);
    }
  }
  return gone;
}
