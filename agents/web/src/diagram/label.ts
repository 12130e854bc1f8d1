import type { Box } from "../core/plant";
import type { Orientation } from "./orientation";
import type { Symbol } from "./symbol";

const HEIGHT = 16;
const WIDTH = 46;

/** Where the id of a piece of equipment is written; beside it where a pipe leaves below. */
export function labelPlace(
  { label }: Symbol,
  orientation: Orientation,
): Symbol["label"] | "beside" {
  const isUpright = orientation === "up" || orientation === "down";
  return label === "below" && isUpright ? "beside" : label;
}

/** The ground that an id covers outside the box of its equipment, if any. */
export function labelBox(box: Box, symbol: Symbol, orientation: Orientation): Box | undefined {
  const place = labelPlace(symbol, orientation);
  const below = { x: box.x + (box.width - WIDTH) / 2, y: box.y + box.height };
  const beside = { x: box.x + box.width, y: box.y + (box.height - HEIGHT) / 2 };
  if (place !== "below" && place !== "beside") return undefined;
  return { ...(place === "below" ? below : beside), width: WIDTH, height: HEIGHT };
}
