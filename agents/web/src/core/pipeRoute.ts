/** Orthogonal pipe runs around equipment: A* over the pipe grid, bends cost extra. */

import { BoxIndex } from "./boxIndex";
import type { Segment } from "./gridLine";
import { PipeGrid } from "./pipeGrid";
import type { Box, Point } from "./plant";
import { PriorityQueue } from "./priorityQueue";
import { Unremembered, type Memory } from "./remembered";

export type Side = "left" | "right" | "top" | "bottom";

/** Where a pipe meets equipment, and on which side of it. */
export interface Terminal extends Point {
  side: Side;
}

export interface Pipe {
  id: string;
  from: Terminal;
  to: Terminal;
}

const BEND = 30;
const STUB = 12;
/** How far around its ends a pipe looks for a way, in pixels; everywhere if there is none. */
const AROUND = 320;
const FAR = 2000;
const STEPS = [
  { dx: 1, dy: 0 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
] as const;
const OUTWARD: Record<Side, number> = { right: 0, bottom: 1, left: 2, top: 3 };

/** A place on the grid, and the direction (index into STEPS) in which it was reached. */
interface Visit {
  i: number;
  j: number;
  heading: number;
  cost: number;
  before: Visit | null;
}

/** The point beside a terminal from which its pipe may turn. */
export function stub({ x, y, side }: Terminal): Point {
  const { dx, dy } = STEPS[OUTWARD[side]] ?? STEPS[0];
  return { x: x + dx * STUB, y: y + dy * STUB };
}

class Search {
  private readonly queue = new PriorityQueue<Visit>();
  /** Least cost of each node and heading so far. */
  private readonly best: Float64Array;

  constructor(
    private readonly grid: PipeGrid,
    private readonly goal: Point,
    private readonly arriving: number,
  ) {
    this.best = new Float64Array(grid.xs.length * grid.ys.length * STEPS.length).fill(Infinity);
  }

  /** Points from `start` to the goal, or null if equipment closes every way. */
  run(start: Point, heading: number): Point[] | null {
    const { xs, ys } = this.grid;
    this.offer(xs.indexOf(start.x), ys.indexOf(start.y), heading, 0, null);
    for (let visit = this.queue.pop(); visit !== undefined; visit = this.queue.pop()) {
      const { i, j, cost } = visit;
      if (cost > this.leastAt(this.keyOf(i, j, visit.heading))) continue; // found a cheaper way
      if (xs[i] === this.goal.x && ys[j] === this.goal.y) return this.trace(visit);
      for (let turned = 0; turned < STEPS.length; turned++) this.step(visit, turned);
    }
    return null;
  }

  // This runs millions of times, so it makes no objects for ways that are not worth following.
  private step(visit: Visit, heading: number): void {
    const { dx, dy } = STEPS[heading] ?? STEPS[0];
    const [i, j] = [visit.i + dx, visit.j + dy];
    if (Math.abs(heading - visit.heading) === 2) return; // never straight back
    if (!this.grid.has(i, j)) return;
    const isGoal = this.grid.xs[i] === this.goal.x && this.grid.ys[j] === this.goal.y;
    const bends = Number(heading !== visit.heading) + Number(isGoal && heading !== this.arriving);
    const price = this.grid.price(visit.i, visit.j, dx, dy) + bends * BEND;
    this.offer(i, j, heading, visit.cost + price, visit);
  }

  private offer(i: number, j: number, heading: number, cost: number, before: Visit | null): void {
    const key = this.keyOf(i, j, heading);
    if (!(cost < this.leastAt(key))) return;
    this.best[key] = cost;
    const wide = Math.abs(this.goal.x - (this.grid.xs[i] ?? 0));
    const high = Math.abs(this.goal.y - (this.grid.ys[j] ?? 0));
    this.queue.push({ i, j, heading, cost, before }, cost + wide + high);
  }

  private keyOf(i: number, j: number, heading: number): number {
    return (i * this.grid.ys.length + j) * STEPS.length + heading;
  }

  private leastAt(key: number): number {
    return this.best[key] ?? Infinity;
  }

  private trace(last: Visit): Point[] {
    const points: Point[] = [];
    for (let visit: Visit | null = last; visit !== null; visit = visit.before)
      points.unshift(this.grid.at(visit.i, visit.j));
    return points;
  }
}

/** The same run without points in the middle of straight pieces. */
export function straightened(points: readonly Point[]): Point[] {
  return points.filter((point, place) => {
    const [before, after] = [points[place - 1], points[place + 1]];
    if (before === undefined || after === undefined) return true;
    const vertical = before.x === point.x && point.x === after.x;
    const horizontal = before.y === point.y && point.y === after.y;
    return !vertical && !horizontal;
  });
}

/** The piece of ground on which the way of one pipe is looked for. */
interface Ground {
  obstacles: Box[];
  texts: Box[];
  stops: Point[];
  laid: Segment[];
}

/** All that the way of a pipe depends on, as numbers. */
function factsOf({ from, to }: Pipe, { obstacles, texts, stops, laid }: Ground): number[] {
  const ends = [from, to].flatMap(({ x, y, side }) => [x, y, OUTWARD[side]]);
  const boxes = [...obstacles, ...texts].flatMap((box) => [box.x, box.y, box.width, box.height]);
  const points = [...stops, ...laid.flatMap(({ a, b }) => [a, b])].flatMap(({ x, y }) => [x, y]);
  return [obstacles.length, stops.length, ...ends, ...boxes, ...points];
}

function wayOn({ obstacles, texts, stops, laid }: Ground, { from, to }: Pipe): Point[] | null {
  const grid = new PipeGrid(obstacles, texts, stops, laid);
  const arriving = (OUTWARD[to.side] + 2) % 4;
  return new Search(grid, stub(to), arriving).run(stub(from), OUTWARD[from.side]);
}

function boxAround(points: readonly Point[], margin: number): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y };
}

const asEntries = (boxes: readonly Box[]): [Box, Box][] => boxes.map((box) => [box, box]);

/** Lays pipes one after the other; each keeps off those before it. */
class Laying {
  private readonly obstacles: BoxIndex<Box>;
  private readonly texts: BoxIndex<Box>;
  private readonly stops: BoxIndex<Point>;
  private readonly laid = new BoxIndex<Segment>();

  constructor(obstacles: readonly Box[], texts: readonly Box[], stops: readonly Point[]) {
    this.obstacles = new BoxIndex(asEntries(obstacles));
    this.texts = new BoxIndex(asEntries(texts));
    this.stops = new BoxIndex(stops.map((stop) => [{ ...stop, width: 0, height: 0 }, stop]));
  }

  lay(pipe: Pipe, remembered: Memory<Point[]>): Point[] {
    const near = this.ground(pipe, AROUND);
    const facts = (): number[] => factsOf(pipe, near);
    const points = remembered.answer(pipe.id, facts, () => this.route(pipe, near));
    points.slice(1).forEach((b, place) => {
      const a = points[place] ?? b;
      this.laid.add(boxAround([a, b], 0), { a, b });
    });
    return points;
  }

  private ground({ from, to }: Pipe, margin: number): Ground {
    const window = boxAround([stub(from), stub(to)], margin);
    return {
      obstacles: this.obstacles.near(window),
      texts: this.texts.near(window),
      stops: this.stops.near(window),
      laid: this.laid.near(window),
    };
  }

  private route(pipe: Pipe, near: Ground): Point[] {
    const { from, to } = pipe;
    const found = wayOn(near, pipe) ?? wayOn(this.ground(pipe, FAR), pipe);
    // Without a way around, a straight line still shows what is connected.
    const inner = found ?? [stub(from), stub(to)];
    return straightened([{ x: from.x, y: from.y }, ...inner, { x: to.x, y: to.y }]);
  }
}

/**
 * Lay all pipes, short ones first since they have the least choice.
 *
 * @param obstacles equipment
 * @param texts other ground to keep off
 * @param remembered ways of the last time: what nothing has changed for is not searched for again
 * @returns points by id
 */
export function routePipes(
  pipes: readonly Pipe[],
  obstacles: readonly Box[],
  texts: readonly Box[] = [],
  remembered: Memory<Point[]> = new Unremembered(),
): Map<string, Point[]> {
  const laying = new Laying(
    obstacles,
    texts,
    pipes.flatMap((pipe) => [stub(pipe.from), stub(pipe.to)]),
  );
  const span = ({ from, to }: Pipe): number => Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
  const sorted = [...pipes].sort((a, b) => span(a) - span(b));
  return new Map(sorted.map((pipe) => [pipe.id, laying.lay(pipe, remembered)]));
}
