/** Where the ports of a piece of equipment are on its symbol. */

import type { Kind } from "../core/editing/kind";
import type { Side } from "../core/pipeRoute";
import { turned, type Orientation } from "../diagram/orientation";
import { portPlace, type PortPlace } from "../diagram/symbol";
import { symbolOf } from "../diagram/symbols";

export interface PlacedPort {
  port: string;
  role: "source" | "target";
  /** In per cent of the box. */
  x: number;
  y: number;
  side: Side;
}

/** Ports of a bar lie along it: inlets above, outlets below. */
function along(place: number, count: number, role: "source" | "target"): PortPlace {
  const at = ((place + 1) / (count + 1)) * 100;
  return role === "target" ? { x: at, y: 0, side: "top" } : { x: at, y: 100, side: "bottom" };
}

/** Ports that the symbol gives no place lie one below the other at the side of their direction. */
function aside(place: number, count: number, role: "source" | "target"): PortPlace {
  const y = ((place + 1) / (count + 1)) * 100;
  return role === "target" ? { x: 0, y, side: "left" } : { x: 100, y, side: "right" };
}

/** All ports of a kind, turned as its symbol is. */
export function portsOf(kind: Kind, orientation: Orientation): PlacedPort[] {
  const symbol = symbolOf(kind.kind);
  const place = (ports: readonly string[], role: "source" | "target"): PlacedPort[] => {
    const unplaced = ports.filter((port) => portPlace(symbol, port) === undefined);
    const spread = symbol.ports === "along" ? along : aside;
    return ports.map((port) => {
      const free = spread(unplaced.indexOf(port), unplaced.length, role);
      const { x, y, side } = turned(portPlace(symbol, port) ?? free, orientation);
      return { port, role, x, y, side };
    });
  };
  return [...place(kind.inlets, "target"), ...place(kind.outlets, "source")];
}
