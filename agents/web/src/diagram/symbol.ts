import type { ReactNode } from "react";

import type { Side } from "../core/pipeRoute";

/** Where a port lies on a symbol, in per cent of its box. */
export interface PortPlace {
  x: number;
  y: number;
  side: Side;
}

/** How one kind of equipment is drawn: on a 100 × 100 square, flow from left to right. */
export interface Symbol {
  /** `stretch` fills the layout's box, `keep` stays square in the middle of it. */
  fit: "stretch" | "keep";
  /** What the symbol does when the flow runs another way than left to right. */
  turns: "never" | "mirrored" | "rotated";
  /** Where the equipment's id is written. */
  label: "inside" | "centre" | "dome" | "below";
  ports: Readonly<Record<string, PortPlace>>;
  drawing: ReactNode;
}
