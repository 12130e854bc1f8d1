/** The plant document of `GET /v1/plant`: what exists, where it is drawn, what may be written. */

export type Phase = "gas" | "liquid" | "two_phase" | "steam" | "water";
export type TagKind = "measurement" | "setpoint" | "output" | "mode";
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
}

export interface Instrument {
  tag: string;
  measures: string;
  equipment: string | null;
  stream: string | null;
}

export interface Controller {
  name: string;
  reads: string;
  moves: string;
  kind: string;
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

/** Places in pixels; equipment by its upper left corner, marks by their centre. */
export interface Layout {
  equipment: Record<string, Box>;
  instruments: Record<string, Point>;
  controllers?: Record<string, Point>;
}

export interface Plant {
  name: string;
  title: string;
  areas: { id: string; title: string }[];
  equipment: Equipment[];
  streams: Stream[];
  instruments: Instrument[];
  controllers: Controller[];
  tags: Tag[];
  layout: Layout;
}

/** Quick answers about one plant document. */
export class PlantIndex {
  readonly tags: ReadonlyMap<string, Tag>;
  private readonly controllerByReading: ReadonlyMap<string, Controller>;

  constructor(readonly plant: Plant) {
    this.tags = new Map(plant.tags.map((tag) => [tag.name, tag]));
    this.controllerByReading = new Map(plant.controllers.map((loop) => [loop.reads, loop]));
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
    const loops = controllers.filter((loop) => loop.moves === equipment).map((loop) => loop.name);
    const places = new Set([equipment, ...pipes.map((pipe) => pipe.id)]);
    const order: TagKind[] = ["measurement", "setpoint", "output", "mode"];
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
}
