import type { Terminal } from "../core/pipeRoute";
import type { Box } from "../core/plant";
import { turned, type Orientation } from "./orientation";
import { portPlace, type PortPlace, type Symbol } from "./symbol";

const UNNAMED: Record<"source" | "target", PortPlace> = {
  source: { x: 100, y: 50, side: "right" },
  target: { x: 0, y: 50, side: "left" },
};

/** The part of `box` which the symbol really covers. */
export function coveredBox(box: Box, fit: Symbol["fit"]): Box {
  if (fit === "stretch") return box;
  const edge = Math.min(box.width, box.height);
  const { x, y } = { x: box.x + (box.width - edge) / 2, y: box.y + (box.height - edge) / 2 };
  return { x, y, width: edge, height: edge };
}

/** Where a stream meets this equipment, in diagram pixels; unknown ports by their direction. */
export function terminalOf(
  symbol: Symbol,
  orientation: Orientation,
  box: Box,
  port: string,
  role: "source" | "target",
): Terminal {
  const place = turned(portPlace(symbol, port) ?? UNNAMED[role], orientation);
  const covered = coveredBox(box, symbol.fit);
  return {
    x: Math.round(covered.x + (place.x / 100) * covered.width),
    y: Math.round(covered.y + (place.y / 100) * covered.height),
    side: place.side,
  };
}
