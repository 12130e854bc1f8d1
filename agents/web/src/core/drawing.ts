/** The drawing of one area (a level 2 display of ISA-101), derived from the plant document. */

import type {
  Area,
  Box,
  Controller,
  Equipment,
  Instrument,
  Layout,
  Plant,
  Point,
  Port,
  Stream,
} from "./plant";

/** Size of an off-page connector; it stands where the layout has its box, by their centres. */
const CONNECTOR = { width: 156, height: 66 };

/** The end of a stream in another area. */
export interface Connector {
  stream: string;
  carries: string;
  /** Whether the stream enters this drawing or leaves it. */
  way: "in" | "out";
  other: Area;
}

/** A text of the drawer; its upper left corner is in pixels. */
export interface Note extends Point {
  id: string;
  text: string;
}

/** What the drawing of an area shows: a small plant whose streams end at connectors. */
export interface Drawing {
  area: string;
  equipment: Equipment[];
  /** By identifier of the equipment which stands for it. */
  connectors: ReadonlyMap<string, Connector>;
  streams: Stream[];
  instruments: Instrument[];
  controllers: Controller[];
  notes: Note[];
  layout: {
    equipment: Record<string, Box>;
    instruments: Record<string, Point>;
    controllers: Record<string, Point>;
  };
}

const EMPTY: Layout = {
  width: 0,
  height: 0,
  equipment: {},
  instruments: {},
  controllers: {},
  links: {},
};

const idOf = (stream: string): string => `link:${stream}`;

/** The connector's box around the centre of `box`, kept on the canvas. */
function placeOf(box: Box, canvas: Layout): Box {
  const within = (n: number, room: number): number => Math.max(0, Math.min(n, room));
  const x = box.x + (box.width - CONNECTOR.width) / 2;
  const y = box.y + (box.height - CONNECTOR.height) / 2;
  return {
    ...CONNECTOR,
    x: within(x, canvas.width - CONNECTOR.width),
    y: within(y, canvas.height - CONNECTOR.height),
  };
}

/** Takes one area out of the plant. */
class Cutting {
  private readonly areaOf: ReadonlyMap<string, string>;
  private readonly canvas: Layout;

  constructor(
    private readonly plant: Plant,
    private readonly area: string,
  ) {
    this.areaOf = new Map(plant.equipment.map((each) => [each.id, each.area]));
    this.canvas = plant.layouts[area] ?? EMPTY;
  }

  drawing(): Drawing {
    const { area, canvas, plant } = this;
    const streams = plant.streams.filter(({ source, target }) => this.has(source, target));
    const connectors = this.connectors(streams);
    const isOwn = (each: { area: string }): boolean => each.area === area;
    return {
      area,
      connectors,
      equipment: [...plant.equipment.filter(isOwn), ...this.standIns(connectors)],
      streams: streams.map((stream) => this.cut(stream)),
      instruments: plant.instruments.filter(isOwn),
      controllers: plant.controllers.filter(isOwn),
      notes: Object.entries(canvas.notes ?? {}).map(([id, note]) => ({ id, ...note })),
      layout: { ...canvas, equipment: { ...canvas.equipment, ...this.places(connectors) } },
    };
  }

  private has(...ports: Port[]): boolean {
    return ports.some((port) => this.areaOf.get(port.equipment) === this.area);
  }

  private connectors(streams: readonly Stream[]): Map<string, Connector> {
    const found = streams.flatMap(({ id, source, target, description }) => {
      const way = this.has(source) ? "out" : "in";
      const far = this.areaOf.get((way === "out" ? target : source).equipment);
      const other = this.plant.areas.find((each) => each.id === far);
      if (other === undefined || other.id === this.area) return [];
      return [[idOf(id), { stream: id, carries: description, way, other }] as const];
    });
    return new Map(found);
  }

  private standIns(connectors: ReadonlyMap<string, Connector>): Equipment[] {
    return [...connectors].map(([id, { carries, way }]) => ({
      id,
      kind: `connector.${way}`,
      area: this.area,
      description: carries,
    }));
  }

  private places(connectors: ReadonlyMap<string, Connector>): Record<string, Box> {
    const boxes = [...connectors].flatMap(([id, { stream }]) => {
      const box = this.canvas.links[stream];
      return box === undefined ? [] : [[id, placeOf(box, this.canvas)] as const];
    });
    return Object.fromEntries(boxes);
  }

  /** The stream with its far end, if it has one, moved to its connector. */
  private cut(stream: Stream): Stream {
    const { id, source, target } = stream;
    if (this.has(source) && this.has(target)) return stream;
    const end = { equipment: idOf(id), port: "end" };
    return this.has(source) ? { ...stream, target: end } : { ...stream, source: end };
  }
}

/** The drawing of `area`; what joins it to other areas ends at connectors. */
export function drawingOf(plant: Plant, area: string): Drawing {
  return new Cutting(plant, area).drawing();
}
