/** The plant document of `GET /v1/plant`: what exists, where it is drawn, what may be written. */

import { drawingOf, type Drawing } from "./drawing";

export type Phase = "gas" | "liquid" | "two_phase" | "steam" | "water";
export type TagKind = "measurement" | "setpoint" | "output" | "mode" | "goal" | "state" | "reset";
export type AlarmLimit = "low_low" | "low" | "high" | "high_high";

export interface Equipment {
  id: string;
  kind: string;
  area: string;
  description: string;
}

export interface Port {
  equipment: string;
  port: string;
}

export interface Stream {
  id: string;
  source: Port;
  target: Port;
  phase: Phase;
  description: string;
}

export interface Instrument {
  tag: string;
  area: string;
  measures: string;
  equipment: string | null;
  stream: string | null;
}

/** The part of an output which moves one actuator, in percent: where it is shut, and where open. */
export interface Split {
  equipment: string;
  shut_at: number;
  open_at: number;
}

export interface Controller {
  name: string;
  area: string;
  reads: string;
  moves: string;
  /** Of a split range: which part of the output moves which actuator. */
  splits?: Split[];
  kind: string;
}

/** A protective function: drives actuators, each to its `position` percent, while its tag is beyond a limit. */
export interface Interlock {
  name: string;
  area: string;
  description: string;
  tag: string;
  /** On which side of the limit it trips. */
  side: "high" | "low";
  /** In the unit of its tag. */
  limit: number;
  trips: { equipment: string; position: number }[];
  /** Whether it stays tripped until it is reset. */
  latched: boolean;
}

/** What has to hold for a start: a tag above or below a limit; `name` says what that means. */
export interface Permissive {
  name: string;
  tag: string;
  above: number | null;
  below: number | null;
}

/** A procedure that starts and stops a unit. */
export interface Sequence {
  name: string;
  area: string;
  description: string;
  /** Whose actuator it keeps at rest while the unit is off. */
  equipment: string;
  permissives: Permissive[];
}

export interface Tag {
  name: string;
  description: string;
  unit: string;
  low: number;
  high: number;
  area: string;
  /** The equipment or stream it belongs to. */
  equipment: string | null;
  kind: TagKind;
  writable: boolean;
  /** Contract rate: the longest time between two updates of a live value, in seconds. */
  rate_s: number;
  states: string[];
  controller: string | null;
  max_step: number | null;
  tolerance: number | null;
  settle_s: number | null;
  alarms: Partial<Record<AlarmLimit, number>>;
  boundary: boolean;
  /** Why a second person has to approve what is written; empty if none has to. */
  critical: string;
  approval_s: number;
  design: number | null;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/**
 * The drawing of an area, in pixels: equipment by its upper left corner, marks by their centre.
 * A mark without a place is put beside what it measures or moves.
 */
export interface Layout {
  width: number;
  height: number;
  equipment: Record<string, Box>;
  instruments: Record<string, Point>;
  controllers: Record<string, Point>;
  /** By stream: where it comes from, or goes to, another area. */
  links: Record<string, Box>;
  /** Texts of the drawer with their upper left corners. */
  notes?: Record<string, Point & { text: string }>;
}

export interface Area {
  id: string;
  title: string;
}

export interface Plant {
  name: string;
  title: string;
  areas: Area[];
  equipment: Equipment[];
  streams: Stream[];
  instruments: Instrument[];
  controllers: Controller[];
  /** Missing in older documents, as the sequences are. */
  interlocks?: Interlock[];
  sequences?: Sequence[];
  tags: Tag[];
  /** By area. */
  layouts: Record<string, Layout>;
}

/** All that a controller moves: one actuator, or those of its split range. */
export function actuatorsOf({ moves, splits = [] }: Controller): string[] {
  return [moves, ...splits.map((split) => split.equipment)];
}

/** Quick answers about one plant document. */
export class PlantIndex {
  readonly tags: ReadonlyMap<string, Tag>;
  private readonly controllerByReading: ReadonlyMap<string, Controller>;
  private readonly drawings = new Map<string, Drawing>();

  constructor(readonly plant: Plant) {
    this.tags = new Map(plant.tags.map((tag) => [tag.name, tag]));
    this.controllerByReading = new Map(plant.controllers.map((loop) => [loop.reads, loop]));
  }

  /** The drawing of an area; the same object each time, so that what follows from it is kept. */
  drawing(area: string): Drawing {
    const drawing = this.drawings.get(area) ?? drawingOf(this.plant, area);
    this.drawings.set(area, drawing);
    return drawing;
  }

  /** The area in which a tag, a piece of equipment or a stream is drawn, if it exists. */
  areaOf(id: string): Area | undefined {
    const { equipment, areas } = this.plant;
    const place = this.stream(id)?.source.equipment ?? id;
    const name = this.tags.get(id)?.area ?? equipment.find((each) => each.id === place)?.area;
    return areas.find((area) => area.id === name);
  }

  /** The stream of this id, if there is one. */
  stream(id: string): Stream | undefined {
    return this.plant.streams.find((each) => each.id === id);
  }

  /** The controller which reads this measurement, if any. */
  controllerReading(tag: string): Controller | undefined {
    return this.controllerByReading.get(tag);
  }

  /** Every tag an operator would look for at this equipment: on it, its pipes, its controllers. */
  tagsAt(equipment: string): Tag[] {
    const { tags, streams, controllers } = this.plant;
    const pipes = streams.filter(({ source, target }) =>
      [source.equipment, target.equipment].includes(equipment),
    );
    const loops = controllers
      .filter((loop) => actuatorsOf(loop).includes(equipment))
      .map((loop) => loop.name);
    const places = new Set([equipment, ...pipes.map((pipe) => pipe.id)]);
    const order: TagKind[] = [
      "measurement",
      "setpoint",
      "output",
      "mode",
      "goal",
      "state",
      "reset",
    ];
    return tags
      .filter((tag) => places.has(tag.equipment ?? "") || loops.includes(tag.controller ?? ""))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  }

  /** The substance whose fraction this tag measures (`H2`), or an empty text. */
  substanceOf(tag: string): string {
    const measures = this.plant.instruments.find((each) => each.tag === tag)?.measures;
    return measures?.split(".y_")[1] ?? "";
  }

  /** The other tags of the same control loop: reading, setpoint, output, mode. */
  loopOf(tag: string): Tag[] {
    const name = this.tags.get(tag)?.controller ?? this.controllerReading(tag)?.name;
    const loop = this.plant.controllers.find((each) => each.name === name);
    if (loop === undefined) return [];
    const names = [loop.reads, ...["SP", "OP", "MODE"].map((part) => `${loop.name}.${part}`)];
    return names.flatMap((each) => this.tags.get(each) ?? []);
  }

  /** The control loops of which this tag is a part: which read it, or whose own it is. */
  loopsOf(tag: string): Controller[] {
    const own = this.tags.get(tag)?.controller;
    return this.plant.controllers.filter(({ name, reads }) => reads === tag || name === own);
  }
}
