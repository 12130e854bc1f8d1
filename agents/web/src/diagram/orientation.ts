import type { Drawing } from "../core/drawing";
import type { Box, Point, Port } from "../core/plant";
import { nearestIn } from "./bar";
import { portPlace, type PortPlace, type Symbol } from "./symbol";

/** Ratio of the sides beyond which a box counts as a bar. */
const LONG = 5;

/** Which way the flow runs through a piece of equipment on the drawing. */
export type Orientation = "right" | "left" | "down" | "up";

const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The way from one box to another by their centres; from or to a long header by the shortest. */
function wayBetween(from: Box, to: Box): Point {
  const [a, b] = [nearestIn(core(from), centre(to)), nearestIn(core(to), centre(from))];
  return { x: b.x - a.x, y: b.y - a.y };
}

/** The part of a box that stands for it: its centre, of a long one its middle line. */
function core(box: Box): Box {
  const { x, y } = centre(box);
  const [long, wide] = [Math.max(box.width, box.height), Math.min(box.width, box.height)];
  const reach = long > LONG * wide ? (long - wide) / 2 : 0;
  if (box.width > box.height) return { x: x - reach, y, width: 2 * reach, height: 0 };
  return { x, y: y - reach, width: 0, height: 2 * reach };
}

/**
 * Sum of the directions of the streams at the ends of this equipment; far neighbours count like
 * near ones. What enters or leaves above or below (water, steam, flue gas) says nothing of it.
 */
function drift(id: string, symbol: Symbol, drawing: Drawing): Point {
  const isEnd = ({ equipment, port }: Port): boolean =>
    equipment === id && !["top", "bottom"].includes(portPlace(symbol, port)?.side ?? "");
  const boxes = drawing.layout.equipment;
  const sum = { x: 0, y: 0 };
  for (const { source, target } of drawing.streams) {
    if (!isEnd(source) && !isEnd(target)) continue;
    const [from, to] = [boxes[source.equipment], boxes[target.equipment]];
    if (from === undefined || to === undefined) continue;
    const way = wayBetween(from, to);
    const length = Math.hypot(way.x, way.y) || 1;
    sum.x += (way.x / length) ** 3; // what lies in line counts more than what lies aslant
    sum.y += (way.y / length) ** 3;
  }
  return sum;
}

const isUpright = (box?: Box): boolean => box !== undefined && box.height > box.width;

/** True if an off-page connector must point left, for all it leads to lies left of it. */
function pointsLeft(id: string, { layout, streams }: Drawing): boolean {
  return streams.some(({ source, target }) => {
    const [from, to] = [layout.equipment[source.equipment], layout.equipment[target.equipment]];
    if (source.equipment !== id && target.equipment !== id) return false;
    return from !== undefined && to !== undefined && to.x + to.width <= from.x;
  });
}

const known = new WeakMap<Drawing, Map<string, Orientation>>();

/** The orientation that fits the neighbours' places, as far as the symbol can turn. */
export function orientationOf(id: string, symbol: Symbol, drawing: Drawing): Orientation {
  const ofDrawing = known.get(drawing) ?? new Map<string, Orientation>();
  known.set(drawing, ofDrawing);
  const orientation = ofDrawing.get(id) ?? fitting(id, symbol, drawing);
  ofDrawing.set(id, orientation);
  return orientation;
}

function fitting(id: string, symbol: Symbol, drawing: Drawing): Orientation {
  if (symbol.turns === "never") return "right";
  if (symbol.turns === "along") return isUpright(drawing.layout.equipment[id]) ? "down" : "right";
  if (drawing.connectors.has(id)) return pointsLeft(id, drawing) ? "left" : "right";
  return turnedInto(symbol, drift(id, symbol, drawing));
}

function turnedInto({ turns }: Symbol, { x, y }: Point): Orientation {
  if (turns === "rotated" && Math.abs(y) > Math.abs(x)) return y > 0 ? "down" : "up";
  return x < 0 ? "left" : "right";
}

const TURN: Record<Orientation, (place: PortPlace) => PortPlace> = {
  right: (place) => place,
  left: ({ x, y, side }) => ({ x: 100 - x, y, side: MIRRORED[side] }),
  down: ({ x, y, side }) => ({ x: 100 - y, y: x, side: CLOCKWISE[side] }),
  up: ({ x, y, side }) => ({ x: y, y: 100 - x, side: ANTICLOCKWISE[side] }),
};
const MIRRORED = { left: "right", right: "left", top: "top", bottom: "bottom" } as const;
const CLOCKWISE = { left: "top", top: "right", right: "bottom", bottom: "left" } as const;
const ANTICLOCKWISE = { left: "bottom", bottom: "right", right: "top", top: "left" } as const;

/** A port's place after turning the symbol. */
export function turned(place: PortPlace, orientation: Orientation): PortPlace {
  return TURN[orientation](place);
}

/** The SVG transform that turns a drawing on the 100 × 100 square. */
export const TRANSFORM: Record<Orientation, string> = {
  right: "",
  left: "translate(100 0) scale(-1 1)",
  down: "rotate(90 50 50)",
  up: "rotate(-90 50 50)",
};
