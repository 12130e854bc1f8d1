/** Lining equipment up. */

import type { Box } from "../plant";
import type { Sketch } from "./sketch";

export const EDGES = ["left", "centre", "right", "top", "middle", "bottom"] as const;
export type Edge = (typeof EDGES)[number];

type Move = (box: Box, around: Box) => Partial<Box>;

const MOVES: Record<Edge, Move> = {
  left: (_, around) => ({ x: around.x }),
  centre: (box, around) => ({ x: around.x + (around.width - box.width) / 2 }),
  right: (box, around) => ({ x: around.x + around.width - box.width }),
  top: (_, around) => ({ y: around.y }),
  middle: (box, around) => ({ y: around.y + (around.height - box.height) / 2 }),
  bottom: (box, around) => ({ y: around.y + around.height - box.height }),
};

/** The box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function withBoxes(sketch: Sketch, boxes: ReadonlyMap<string, Box>): Sketch {
  const equipment = { ...sketch.layout.equipment, ...Object.fromEntries(boxes) };
  return { ...sketch, layout: { ...sketch.layout, equipment } };
}

function chosen(sketch: Sketch, names: Iterable<string>): [string, Box][] {
  return [...names].flatMap((name) => {
    const box = sketch.layout.equipment[name];
    return box === undefined ? [] : [[name, box] as [string, Box]];
  });
}

/** Equipment with one edge, or their middles, in line. */
export function aligned(sketch: Sketch, names: Iterable<string>, edge: Edge): Sketch {
  const boxes = chosen(sketch, names);
  if (boxes.length < 2) return sketch;
  const all = around(boxes.map(([, box]) => box));
  const moved = boxes.map(([name, box]) => [name, { ...box, ...MOVES[edge](box, all) }] as const);
  return withBoxes(sketch, new Map(moved));
}

/** Equipment with the same room between each two, side by side or one below the other. */
export function distributed(
  sketch: Sketch,
  names: Iterable<string>,
  way: "across" | "down",
): Sketch {
  const [at, size] = way === "across" ? (["x", "width"] as const) : (["y", "height"] as const);
  const boxes = chosen(sketch, names).sort(([, a], [, b]) => a[at] - b[at]);
  if (boxes.length < 3) return sketch;
  const all = around(boxes.map(([, box]) => box));
  const filled = boxes.reduce((sum, [, box]) => sum + box[size], 0);
  const gap = (all[size] - filled) / (boxes.length - 1);
  let place = all[at];
  const moved = boxes.map(([name, box]) => {
    const put: Box = { ...box, [at]: Math.round(place) };
    place += box[size] + gap;
    return [name, put] as const;
  });
  return withBoxes(sketch, new Map(moved));
}
