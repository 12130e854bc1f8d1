import type { Drawing } from "../core/drawing";
import type { Box, Point } from "../core/plant";

/** The middle of a box, or as deep in it as a temperature of a bed (`bed_temperature_05`) is. */
function within({ x, y, width, height }: Box, measures: string): Point {
  const depth = Number(/\.bed_temperature_(\d+)$/.exec(measures)?.[1] ?? 50);
  return { x: x + width / 2, y: y + (height * depth) / 100 };
}

/** The middle of the longest straight piece of a pipe. */
export function middleOfPipe(points: readonly Point[]): Point | undefined {
  const pieces = points.slice(1).map((b, place) => ({ a: points[place] ?? b, b }));
  const length = ({ a, b }: { a: Point; b: Point }): number => Math.hypot(a.x - b.x, a.y - b.y);
  const longest = pieces.sort((one, other) => length(other) - length(one))[0];
  if (longest === undefined) return undefined;
  const { a, b } = longest;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/**
 * Where marks would stand best, by their centres: where the layout says, else on what they
 * measure or move, off which they are pushed to the nearest free ground.
 *
 * @param pipes runs of the streams
 */
export function wishedPlaces(
  drawing: Drawing,
  pipes: ReadonlyMap<string, Point[]>,
): Map<string, Point> {
  const { layout } = drawing;
  const placeOf = (owner: string, measures = ""): Point | undefined => {
    const box = layout.equipment[owner];
    return box === undefined ? middleOfPipe(pipes.get(owner) ?? []) : within(box, measures);
  };
  const measured = new Map(
    drawing.instruments.map(({ tag, measures, equipment, stream }) => [
      tag,
      layout.instruments[tag] ?? placeOf(equipment ?? stream ?? "", measures),
    ]),
  );
  const moved = drawing.controllers.map(({ name, moves, reads }): [string, Point | undefined] => [
    name,
    layout.controllers[name] ?? placeOf(moves) ?? measured.get(reads),
  ]);
  const corner = { x: 0, y: 0 }; // for what measures something in another area
  return new Map([...moved, ...measured].map(([name, place]) => [name, place ?? corner]));
}
