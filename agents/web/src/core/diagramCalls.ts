/** Calls of the exchange about diagrams; those that check or save need the right `draw`. */

import type { Kind } from "./editing/kind";
import type { Description, Places, Sketch } from "./editing/sketch";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

export interface Revision {
  diagram: string;
  /** 0 for the area as the plant is run. */
  revision: number;
  parent: number;
  author: string;
  note: string;
  /** Mistakes for which the simulator can not run it. */
  problems: number;
  time: string | null;
}

export interface DiagramText {
  description: string;
  layout: string;
}

export interface SavedDiagram extends Revision {
  description: Description;
  layout: Places;
}

export interface Problem {
  file: string;
  line: number;
  what: string;
  remedy: string;
  section: string;
  element: string;
}

export interface Advice {
  rule: string;
  element: string;
  what: string;
  remedy: string;
}

export interface Checked {
  problems: Problem[];
  advice: Advice[];
}

export type SavedRevision = Omit<Revision, "problems"> & Checked;

/** Each call raises ExchangeError. */
export class DiagramCalls {
  constructor(private readonly send: Send) {}

  async kinds(): Promise<Kind[]> {
    return (await this.send<{ kinds: Kind[] }>("/v1/kinds", {})).kinds;
  }

  async all(): Promise<Revision[]> {
    return (await this.send<{ diagrams: Revision[] }>("/v1/diagrams", {})).diagrams;
  }

  open(name: string, revision?: number): Promise<SavedDiagram> {
    const query = revision === undefined ? "" : `?revision=${revision}`;
    return this.send(`${pathOf(name)}${query}`, {});
  }

  async revisions(name: string): Promise<Revision[]> {
    const path = `${pathOf(name)}/revisions`;
    return (await this.send<{ revisions: Revision[] }>(path, {})).revisions;
  }

  check(sketch: Sketch, parent: number): Promise<Checked & { text: DiagramText }> {
    return this.post(`${pathOf(sketch.area)}/check`, { parent, ...partsOf(sketch) });
  }

  save(sketch: Sketch, parent: number, note: string): Promise<SavedRevision> {
    return this.post(`${pathOf(sketch.area)}/revisions`, { parent, note, ...partsOf(sketch) });
  }

  /** What two files hold. */
  read(name: string, text: DiagramText): Promise<{ description: Description; layout: Places }> {
    return this.post(`${pathOf(name)}/read`, text);
  }

  private post<Answer>(path: string, body: object): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    return this.send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

const partsOf = ({ description, layout }: Sketch): object => ({ description, layout });
const pathOf = (name: string): string => `/v1/diagrams/${encodeURIComponent(name)}`;
