import type { Drawing } from "../core/drawing";
import type { Box, Point } from "../core/plant";

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The middle of the longest straight piece of a pipe. */
function middleOfPipe(points: readonly Point[]): Point | undefined {
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
  const placeOf = (owner: string): Point | undefined => {
    const box = layout.equipment[owner];
    return box === undefined ? middleOfPipe(pipes.get(owner) ?? []) : middle(box);
  };
  const measured = new Map(
    drawing.instruments.map(({ tag, equipment, stream }) => [
      tag,
      layout.instruments[tag] ?? placeOf(equipment ?? stream ?? ""),
    ]),
  );
  const moved = drawing.controllers.map(({ name, moves, reads }): [string, Point | undefined] => [
    name,
    layout.controllers[name] ?? placeOf(moves) ?? measured.get(reads),
  ]);
  const corner = { x: 0, y: 0 }; // for what measures something in another area
  return new Map([...moved, ...measured].map(([name, place]) => [name, place ?? corner]));
}
