/** An area that is being drawn: its description and its layout, as their two files have them. */

import type { Drawing, Note } from "../drawing";
import type { Box, Controller, Equipment, Instrument, Phase, Point, Port, Stream } from "../plant";

export type Entry = Readonly<Record<string, unknown>>;
export type Section = Readonly<Record<string, Entry>>;

/** Sections of a description whose elements have names of their own. */
export const DESCRIBED = [
  "equipment",
  "streams",
  "instruments",
  "controllers",
  "interlocks",
  "sequences",
] as const;
/** The same with the texts of the drawer, which only the layout has. */
export const SECTIONS = [...DESCRIBED, "notes"] as const;
export type SectionName = (typeof SECTIONS)[number];

export type Description = Readonly<Partial<Record<(typeof DESCRIBED)[number], Section>>> &
  Readonly<Record<string, unknown>>;

export interface Places {
  readonly canvas: { readonly width: number; readonly height: number };
  readonly equipment: Readonly<Record<string, Box>>;
  readonly instruments?: Readonly<Record<string, Point>>;
  readonly controllers?: Readonly<Record<string, Point>>;
  readonly links?: Readonly<Record<string, Box>>;
  /** Texts of the drawer with their upper left corners. */
  readonly notes?: Section;
  /** The layer of each element that the drawer has put on another one than that of what it is. */
  readonly layers?: Readonly<Record<string, { readonly layer: string }>>;
}

export interface Sketch {
  readonly area: string;
  readonly description: Description;
  readonly layout: Places;
}

/** The elements of a section; none if it is absent. */
export function sectionOf({ description, layout }: Sketch, name: SectionName): Section {
  return (name === "notes" ? layout.notes : description[name]) ?? {};
}

/** Names of all that the drawer gives a place of its own: equipment and texts. */
export function placedIn(sketch: Sketch): string[] {
  return (["equipment", "notes"] as const).flatMap((name) => Object.keys(sectionOf(sketch, name)));
}

/** A value of an entry as text; empty if it is absent. */
export function textOf(entry: Entry | undefined, key: string): string {
  const value = entry?.[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** `V-101.gas` as equipment and port. */
export function portOf(written: string): Port {
  const [equipment = "", port = ""] = written.split(".");
  return { equipment, port };
}

const CANVAS = { width: 1300, height: 700 };

/** A sketch of what two files hold; what a hand-written layout lacks is empty. */
export function sketchOf(area: string, description: Description, layout: Partial<Places>): Sketch {
  return { area, description, layout: { canvas: CANVAS, equipment: {}, ...layout } };
}

/** A new diagram: nothing is drawn yet. */
export function emptySketch(area: string, title: string): Sketch {
  const fill = { pressure: "1 bar", temperature: "298 K" };
  return {
    area,
    description: {
      title,
      first_fill: { ...fill, gas: { N2: "100 %" }, liquid: { H2O: "100 %" } },
      equipment: {},
      streams: {},
      instruments: {},
      controllers: {},
    },
    layout: { canvas: CANVAS, equipment: {} },
  };
}

function streamsOf(sketch: Sketch): Stream[] {
  return Object.entries(sectionOf(sketch, "streams")).map(([id, entry]) => ({
    id,
    source: portOf(textOf(entry, "from")),
    target: portOf(textOf(entry, "to")),
    phase: (textOf(entry, "phase") || "gas") as Phase,
    description: textOf(entry, "description"),
  }));
}

function instrumentsOf(sketch: Sketch): Instrument[] {
  const streams = sectionOf(sketch, "streams");
  return Object.entries(sectionOf(sketch, "instruments")).map(([tag, entry]) => {
    const measures = textOf(entry, "measures");
    const owner = portOf(measures).equipment;
    const place =
      owner in streams ? { equipment: null, stream: owner } : { equipment: owner, stream: null };
    return { tag, area: sketch.area, measures, ...place };
  });
}

function notesOf(sketch: Sketch): Note[] {
  return Object.entries(sectionOf(sketch, "notes")).map(([id, entry]) => ({
    id,
    text: textOf(entry, "text"),
    x: Number(entry["x"] ?? 0),
    y: Number(entry["y"] ?? 0),
  }));
}

function controllersOf(sketch: Sketch): Controller[] {
  return Object.entries(sectionOf(sketch, "controllers")).map(([name, entry]) => ({
    name,
    area: sketch.area,
    reads: textOf(entry, "reads"),
    moves: textOf(entry, "moves"),
    kind: textOf(entry, "kind") || "pid",
  }));
}

/** Name of the stream at each port, such as `V-101.gas`; a port without one is open. */
export function streamsByPort(sketch: Sketch): Map<string, string> {
  return new Map(
    Object.entries(sectionOf(sketch, "streams")).flatMap(([name, entry]) => [
      [textOf(entry, "from"), name],
      [textOf(entry, "to"), name],
    ]),
  );
}

/** What the diagram of a sketch shows. */
export function drawingOfSketch(sketch: Sketch): Drawing {
  const { layout, area } = sketch;
  const equipment: Equipment[] = Object.entries(sectionOf(sketch, "equipment")).map(
    ([id, entry]) => ({
      id,
      kind: textOf(entry, "kind"),
      area,
      description: textOf(entry, "description"),
    }),
  );
  return {
    area,
    equipment,
    connectors: new Map(),
    streams: streamsOf(sketch),
    instruments: instrumentsOf(sketch),
    controllers: controllersOf(sketch),
    notes: notesOf(sketch),
    layout: {
      equipment: layout.equipment,
      instruments: layout.instruments ?? {},
      controllers: layout.controllers ?? {},
    },
  };
}
