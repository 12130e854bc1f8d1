/** Values as bars on a canvas. */

import type { Box } from "../core/plant";
import { SCALE_WIDTH, type ScalePlaces } from "../core/scale";

/** A bar, and the box of the mark that it fills, where the drawing has it. */
export interface Bar {
  box: Box;
  places: ScalePlaces;
}

/** What is seen of a drawing: its scale, where its origin is, and how large the room is. */
export interface Sight {
  zoom: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const COLOURS = {
  range: "--line",
  normal: "--liquid",
  reported: "--number",
  simulated: "--pen-simulated",
  hollow: "--raised",
  desired: "--pen-desired",
};
type Colours = typeof COLOURS;
/** Frame and padding of a mark, left and above. */
const EDGE = { x: 5, y: 2 };
/** The scale's own coordinates: half a needle beside either end, and its height. */
const ROOM = { beside: 5, width: SCALE_WIDTH + 10, height: 14 };

function paintShape(context: CanvasRenderingContext2D, colour: string, corners: number[][]): void {
  context.fillStyle = colour;
  context.beginPath();
  for (const [x = 0, y = 0] of corners) context.lineTo(x, y);
  context.fill();
}

function paintCaret(context: CanvasRenderingContext2D, at: number, colour: string): void {
  const corners = [
    [at, 9.5],
    [at + 4, 14],
    [at - 4, 14],
  ];
  paintShape(context, colour, corners);
}

function paintDiamond(
  context: CanvasRenderingContext2D,
  at: number,
  high: number,
  colour: string,
): void {
  const [middle, wide] = [6.5, 0.7 * high];
  paintShape(context, colour, [
    [at, middle - high],
    [at + wide, middle],
    [at, middle + high],
    [at - wide, middle],
  ]);
}

/** The same as the scale of a mark that is read, in its colours, stretched over the mark. */
function paintBar(context: CanvasRenderingContext2D, places: ScalePlaces, colours: Colours): void {
  const [low, high] = places.normal;
  context.fillStyle = colours.range;
  context.fillRect(0, 4, SCALE_WIDTH, 5);
  context.fillStyle = colours.normal;
  context.fillRect(low, 4, Math.max(0, high - low), 5);
  if (places.desired !== null) paintCaret(context, places.desired, colours.desired);
  if (places.simulated !== null) {
    paintDiamond(context, places.simulated, 5.7, colours.simulated);
    paintDiamond(context, places.simulated, 4.3, colours.hollow);
  }
  if (places.reported !== null) {
    context.fillStyle = colours.reported;
    context.fillRect(places.reported - 1.5, 0.5, 3, 12);
  }
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  const found = Object.entries(COLOURS).map(([part, name]) => [part, style.getPropertyValue(name)]);
  return Object.fromEntries(found) as Colours;
}

function fit(canvas: HTMLCanvasElement, { width, height }: Sight): number {
  const pixels = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  return pixels;
}

/** Paints all bars anew, as they are seen. */
export function paintBars(canvas: HTMLCanvasElement, bars: Iterable<Bar>, sight: Sight): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const pixels = fit(canvas, sight);
  const [colours, scale] = [coloursOf(canvas), sight.zoom * pixels];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (const { box, places } of bars) {
    const across = (scale * (box.width - 2 * EDGE.x)) / ROOM.width;
    const along = (scale * (box.height - 2 * EDGE.y)) / ROOM.height;
    const left = sight.x * pixels + scale * (box.x + EDGE.x) + ROOM.beside * across;
    const top = sight.y * pixels + scale * (box.y + EDGE.y);
    context.setTransform(across, 0, 0, along, left, top);
    paintBar(context, places, colours);
  }
}
