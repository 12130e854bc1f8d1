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

function stub({ x, y, side }: Terminal): Point {
  const { dx, dy } = STEPS[OUTWARD[side]] ?? STEPS[0];
  return { x: x + dx * STUB, y: y + dy * STUB };
}

class Search {
  private readonly queue = new PriorityQueue<Visit>();
  private readonly best = new Map<number, number>();

  constructor(
    private readonly grid: PipeGrid,
    private readonly goal: Point,
    private readonly arriving: number,
  ) {}

  /** Points from `start` to the goal, or null if equipment closes every way. */
  run(start: Point, heading: number): Point[] | null {
    const [i, j] = [this.grid.xs.indexOf(start.x), this.grid.ys.indexOf(start.y)];
    this.offer({ i, j, heading, cost: 0, before: null });
    for (let visit = this.queue.pop(); visit !== undefined; visit = this.queue.pop()) {
      const here = this.at(visit);
      if (here.x === this.goal.x && here.y === this.goal.y) return this.trace(visit);
      STEPS.forEach((_, turned) => this.step(visit, turned));
    }
    return null;
  }

  private at({ i, j }: { i: number; j: number }): Point {
    return { x: this.grid.xs[i] ?? Number.NaN, y: this.grid.ys[j] ?? Number.NaN };
  }

  private step(visit: Visit, heading: number): void {
    const { dx, dy } = STEPS[heading] ?? STEPS[0];
    const next = { i: visit.i + dx, j: visit.j + dy };
    const [a, b] = [this.at(visit), this.at(next)];
    const reverses = Math.abs(heading - visit.heading) === 2;
    if (reverses || Number.isNaN(b.x + b.y)) return; // off the grid a point is NaN
    const bends = Number(heading !== visit.heading) + Number(this.bendsAtGoal(b, heading));
    const cost = visit.cost + this.grid.price({ a, b }) + bends * BEND;
    this.offer({ ...next, heading, cost, before: visit });
  }

  private bendsAtGoal({ x, y }: Point, heading: number): boolean {
    return x === this.goal.x && y === this.goal.y && heading !== this.arriving;
  }

  private offer(visit: Visit): void {
    const key = (visit.i * this.grid.ys.length + visit.j) * STEPS.length + visit.heading;
    if (!(visit.cost < (this.best.get(key) ?? Infinity))) return;
    this.best.set(key, visit.cost);
    const here = this.at(visit);
    const ahead = Math.abs(this.goal.x - here.x) + Math.abs(this.goal.y - here.y);
    this.queue.push(visit, visit.cost + ahead);
  }

  private trace(last: Visit): Point[] {
    const points: Point[] = [];
    for (let visit: Visit | null = last; visit !== null; visit = visit.before)
      points.unshift(this.at(visit));
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

/** Lay all pipes, short ones first since they have the least choice. Returns points by id. */
export function routePipes(
  pipes: readonly Pipe[],
  obstacles: readonly Box[],
): Map<string, Point[]> {
  const stops = pipes.flatMap((pipe) => [stub(pipe.from), stub(pipe.to)]);
  const grid = new PipeGrid(obstacles, stops);
  const span = ({ from, to }: Pipe): number => Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
  const routes = new Map<string, Point[]>();
  for (const pipe of [...pipes].sort((a, b) => span(a) - span(b))) {
    const points = route(pipe, grid);
    grid.lay(points);
    routes.set(pipe.id, points);
  }
  return routes;
}
