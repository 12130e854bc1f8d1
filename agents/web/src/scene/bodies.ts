import { BatchedMesh, MeshLambertMaterial, type BufferGeometry, type Color } from "three";

import { greyOf, type Palette } from "./palette";
import type { Part, SceneModel } from "./sceneModel";

interface Piece {
  instance: number;
  material: string;
}

/**
 * All equipment and pipes in one draw call. What is outside of the camera's sight is not drawn, and
 * the same shape is in memory once.
 */
export class Bodies {
  readonly mesh: BatchedMesh;
  private readonly pieces = new Map<string, Piece[]>();
  private readonly ids: string[] = [];

  constructor(model: SceneModel) {
    const parts = [...model.parts.values()].flat();
    const shapes = new Set(parts.map(({ geometry }) => geometry));
    const [corners, indices] = sizes(shapes);
    const material = new MeshLambertMaterial();
    this.mesh = new BatchedMesh(parts.length, corners, indices, material);
    this.mesh.sortObjects = false; // nothing is transparent
    const known = new Map<BufferGeometry, number>();
    for (const shape of shapes) known.set(shape, this.mesh.addGeometry(shape));
    for (const [id, own] of model.parts) this.add(id, own, known);
  }

  private add(id: string, parts: readonly Part[], known: Map<BufferGeometry, number>): void {
    const pieces = parts.map(({ geometry, material, place }) => {
      const instance = this.mesh.addInstance(known.get(geometry) ?? 0);
      this.mesh.setMatrixAt(instance, place);
      this.ids[instance] = id;
      return { instance, material };
    });
    this.pieces.set(id, pieces);
  }

  /** The thing of which an instance is a part. */
  idOf(instance: number | undefined): string | undefined {
    return instance === undefined ? undefined : this.ids[instance];
  }

  /** Gives a thing one colour; null gives it the greys of its materials. */
  paint(id: string, colour: Color | null, palette: Palette): void {
    for (const { instance, material } of this.pieces.get(id) ?? [])
      this.mesh.setColorAt(instance, colour ?? greyOf(palette, material));
  }

  /** Frees what it holds on the graphics card. */
  dispose(): void {
    this.mesh.dispose();
    (this.mesh.material as MeshLambertMaterial).dispose();
  }
}

function sizes(shapes: ReadonlySet<BufferGeometry>): [corners: number, indices: number] {
  let [corners, indices] = [0, 0];
  for (const shape of shapes) {
    corners += shape.getAttribute("position").count;
    indices += shape.getIndex()?.count ?? 0;
  }
  return [corners, indices];
}
