import type { ReactNode } from "react";

import type { Side } from "../core/pipeRoute";

/** Where a port lies on a symbol, in per cent of its box. */
export interface PortPlace {
  x: number;
  y: number;
  side: Side;
}

/** The place of a port that a symbol fixes, if it does. */
export function portPlace({ ports }: Symbol, port: string): PortPlace | undefined {
  return ports === "along" ? undefined : ports[port];
}

/** How one kind of equipment is drawn: on a 100 × 100 square, flow from left to right. */
export interface Symbol {
  /** `stretch` fills the layout's box, `keep` stays square in the middle of it. */
  fit: "stretch" | "keep";
  /** What the symbol does when the flow runs another way than left to right; one which lies
   * `along` its box stands upright where the box is taller than wide. */
  turns: "never" | "mirrored" | "rotated" | "along";
  /** Where the equipment's id is written. */
  label: "inside" | "centre" | "dome" | "below";
  /** Places of the pipes by port; `along`: a bar which they meet where they come from. */
  ports: Readonly<Record<string, PortPlace>> | "along";
  drawing: ReactNode;
  /** Drawn as well where steam drives the machine. */
  turbine?: ReactNode;
}
