/** Where each stream begins and ends on the drawing. */

import type { Drawing } from "../core/drawing";
import { stub, type Pipe, type Terminal } from "../core/pipeRoute";
import type { Box, Port, Stream } from "../core/plant";
import { barTerminals } from "./bar";
import { orientationOf } from "./orientation";
import type { Symbol } from "./symbol";
import { symbolOf } from "./symbols";
import { terminalOf } from "./terminal";

type Role = "source" | "target";
const OTHER = { source: "target", target: "source" } as const;
const ROLES = ["source", "target"] as const;

interface Place {
  box: Box;
  symbol: Symbol;
}

const keyOf = (stream: Stream, role: Role): string => `${role} of ${stream.id}`;

/** Finds the ends of the streams of one drawing. */
class Ends {
  private readonly places: ReadonlyMap<string, Place>;
  private readonly onBars: ReadonlyMap<string, Terminal>;

  constructor(private readonly drawing: Drawing) {
    this.places = new Map(
      drawing.equipment.flatMap(({ id, kind }) => {
        const box = drawing.layout.equipment[id];
        return box === undefined ? [] : [[id, { box, symbol: symbolOf(kind) }] as const];
      }),
    );
    const bars = [...this.places].filter(([, { symbol }]) => symbol.ports === "along");
    this.onBars = new Map(bars.flatMap(([id, { box }]) => [...this.terminalsOn(id, box)]));
  }

  pipe(stream: Stream): Pipe | null {
    const [from, to] = ROLES.map(
      (role) => this.onBars.get(keyOf(stream, role)) ?? this.fixed(stream, role),
    );
    return from && to ? { id: stream.id, from, to } : null;
  }

  /** The terminals of all streams on a bar, each as near as can be to the stream's other end. */
  private terminalsOn(id: string, bar: Box): Map<string, Terminal> {
    const reaches = this.drawing.streams.flatMap((stream) =>
      ROLES.flatMap((role) => {
        if (stream[role].equipment !== id) return [];
        const end = this.fixed(stream, OTHER[role]);
        if (end === null) return [];
        return [{ key: keyOf(stream, role), from: stub(end) }];
      }),
    );
    return barTerminals(bar, reaches);
  }

  private fixed(stream: Stream, role: Role): Terminal | null {
    const { equipment, port }: Port = stream[role];
    const place = this.places.get(equipment);
    if (place === undefined) return null;
    const { box, symbol } = place;
    return terminalOf(symbol, orientationOf(equipment, symbol, this.drawing), box, port, role);
  }
}

/** The streams with their ends; without those of which an end is not drawn. */
export function pipesOf(drawing: Drawing): Pipe[] {
  const ends = new Ends(drawing);
  return drawing.streams.flatMap((stream) => ends.pipe(stream) ?? []);
}
