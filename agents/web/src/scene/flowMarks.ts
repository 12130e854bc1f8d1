import {
  ConeGeometry,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  Quaternion,
  Vector3,
} from "three";

import type { Flow } from "../core/scene/flow";
import type { Thing } from "../core/scene/thing";
import { placeOn, wayThrough, type Way } from "../core/scene/way";
import type { Palette } from "./palette";

/** m from the camera; marks farther away would be dust. */
const FARTHEST = 140;
const APART = 6; // m between two marks
const MOST = 24; // marks on a pipe
const LONG = 0.9; // m
const FASTEST = 4; // m/s at the end of a tag's range
const UP = new Vector3(0, 1, 0);

interface Line {
  way: Way;
  radius: number;
  count: number;
  /** m by which its marks have moved. */
  moved: number;
  flow: Flow | null;
}

/** Cones that move along the pipes whose flow is known, the faster the more flows. */
export class FlowMarks {
  readonly mesh: InstancedMesh;
  private readonly lines = new Map<string, Line>();
  private readonly place = new Matrix4();
  private readonly turn = new Quaternion();

  constructor(pipes: readonly Thing[]) {
    let capacity = 0;
    for (const { id, way: corners, diameter } of pipes) {
      const way = wayThrough(corners);
      const count = Math.min(MOST, Math.max(1, Math.floor(way.length / APART)));
      const line = { way, radius: 0.1 + 0.65 * diameter, count, moved: 0, flow: null };
      this.lines.set(id, line);
      capacity += count;
    }
    const cone = new ConeGeometry(1, 1, 8);
    this.mesh = new InstancedMesh(cone, new MeshBasicMaterial(), capacity);
    this.mesh.frustumCulled = false; // they are all over the plant
    this.mesh.count = 0;
  }

  /** Takes what is known to flow; pipes that are not named show nothing. True if marks come or go. */
  show(flows: ReadonlyMap<string, Flow>): boolean {
    let changed = false;
    for (const [id, line] of this.lines) {
      const flow = flows.get(id) ?? null;
      changed ||= flow?.from !== line.flow?.from;
      line.flow = flow;
    }
    return changed;
  }

  /** Moves all marks on by some seconds; those near the eye are drawn. */
  advance(seconds: number, palette: Palette, eye: Vector3): void {
    let next = 0;
    for (const line of this.lines.values()) {
      if (line.flow === null) continue;
      line.moved = (line.moved + FASTEST * line.flow.share * seconds) % line.way.length;
      next = this.lay(line, line.flow, palette, eye, next);
    }
    this.mesh.count = next;
    this.mesh.instanceMatrix.needsUpdate = true;
    if (this.mesh.instanceColor !== null) this.mesh.instanceColor.needsUpdate = true;
  }

  /** Lays the marks of one pipe; the number of all that lie now. */
  private lay(line: Line, flow: Flow, palette: Palette, eye: Vector3, first: number): number {
    const colour = flow.from === "plant" ? palette.flow : palette.modelFlow;
    let next = first;
    for (let number = 0; number < line.count; number += 1) {
      const metres = line.moved + (number * line.way.length) / line.count;
      const found = placeOn(line.way, metres);
      if (found === null) continue;
      const at = new Vector3(...found.at);
      if (at.distanceTo(eye) > FARTHEST) continue;
      const ahead = new Vector3(...found.direction).multiplyScalar(Math.sign(flow.share));
      this.turn.setFromUnitVectors(UP, ahead);
      const size = new Vector3(line.radius, LONG, line.radius);
      this.place.compose(at, this.turn, size);
      this.mesh.setMatrixAt(next, this.place);
      this.mesh.setColorAt(next, colour);
      next += 1;
    }
    return next;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    (this.mesh.material as MeshBasicMaterial).dispose();
    this.mesh.dispose();
  }
}
