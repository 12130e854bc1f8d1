/** Orthogonal pipe runs around equipment: A* over the pipe grid, bends cost extra. */

import { PipeGrid } from "./pipeGrid";
import type { Box, Point } from "./plant";
import { PriorityQueue } from "./priorityQueue";

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

function route({ from, to }: Pipe, grid: PipeGrid): Point[] {
  const [start, goal] = [stub(from), stub(to)];
  const arriving = (OUTWARD[to.side] + 2) % 4;
  const path = new Search(grid, goal, arriving).run(start, OUTWARD[from.side]);
  // Without a way around, a straight line still shows what is connected.
  const inner = path ?? [start, goal];
  return straightened([{ x: from.x, y: from.y }, ...inner, { x: to.x, y: to.y }]);
}

/**
 * Lay all pipes, short ones first since they have the least choice.
 *
 * @param obstacles equipment
 * @param texts other ground to keep off
 * @returns points by id
 */
export function routePipes(
  pipes: readonly Pipe[],
  obstacles: readonly Box[],
  texts: readonly Box[] = [],
): Map<string, Point[]> {
  const stops = pipes.flatMap((pipe) => [stub(pipe.from), stub(pipe.to)]);
  const grid = new PipeGrid(obstacles, texts, stops);
  const span = ({ from, to }: Pipe): number => Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
  const routes = new Map<string, Point[]>();
  for (const pipe of [...pipes].sort((a, b) => span(a) - span(b))) {
    const points = route(pipe, grid);
    grid.lay(points);
    routes.set(pipe.id, points);
  }
  return routes;
}
