import type { Edge } from "@xyflow/react";

import type { Drawing } from "../core/drawing";
import type { Box, Point } from "../core/plant";

/** `at` is what the mark belongs to: equipment or a stream. */
export type LeaderEdge = Edge<{ points: Point[]; at: string }, "leader">;

/** Where marks and pipes have been drawn, by name. */
interface Drawn {
  marks: ReadonlyMap<string, Box>;
  pipes: ReadonlyMap<string, Point[]>;
}

const clamp = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, n));

/** The point of `box` which lies nearest to `to`. */
function nearest(box: Box, to: Point): Point {
  return {
    x: clamp(to.x, box.x, box.x + box.width),
    y: clamp(to.y, box.y, box.y + box.height),
  };
}

/** The point on a pipe which lies nearest to `to`. */
function nearestOnPipe(points: readonly Point[], to: Point): Point | undefined {
  const distance = (point: Point): number => Math.hypot(point.x - to.x, point.y - to.y);
  const candidates = points.slice(1).map((b, place) => {
    const a = points[place] ?? b;
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    return nearest({ x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }, to);
  });
  return candidates.sort((a, b) => distance(a) - distance(b))[0];
}

/** The line from a mark to a piece of equipment or a pipe, or null if either is not drawn. */
function leader(name: string, place: string, drawing: Drawing, drawn: Drawn): LeaderEdge | null {
  const mark = drawn.marks.get(name);
  if (mark === undefined) return null;
  const box = drawing.layout.equipment[place];
  const centre = { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2 };
  const pipe = drawn.pipes.get(place) ?? [];
  const end = box === undefined ? nearestOnPipe(pipe, centre) : nearest(box, centre);
  if (end === undefined) return null;
  const stream = drawing.streams.find((each) => each.id === place);
  const ends = { source: `mark:${name}`, target: stream?.source.equipment ?? place };
  const data = { points: [nearest(mark, end), end], at: place };
  return { id: `leader:${name}`, type: "leader", ...ends, data, focusable: false };
}

/** Thin lines from each instrument to what it measures, from each controller to what it moves. */
export function leaderEdges(drawing: Drawing, drawn: Drawn): LeaderEdge[] {
  const instruments = drawing.instruments.map(({ tag, equipment, stream }) =>
    leader(tag, equipment ?? stream ?? "", drawing, drawn),
  );
  const controllers = drawing.controllers.map(({ name, moves }) =>
    leader(name, moves, drawing, drawn),
  );
  return [...instruments, ...controllers].filter((each) => each !== null);
}
