import { Box3, Mesh, Vector3, type BufferGeometry, type Matrix4, type Object3D } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

import type { Thing, Vector } from "../core/scene/thing";

/** Triangles of one material. */
export interface Part {
  geometry: BufferGeometry;
  material: string;
  place: Matrix4;
}

export interface Ground {
  area: string;
  centre: Vector;
  size: Vector;
}

/** What the file of `GET /v1/scene.glb` holds. */
export interface SceneModel {
  things: readonly Thing[];
  byId: ReadonlyMap<string, Thing>;
  parts: ReadonlyMap<string, readonly Part[]>;
  grounds: readonly Ground[];
  /** Why something of the description is not shown, by its id. */
  missing: Readonly<Record<string, string>>;
}

/** What the maker of the file says of a node. */
interface Extras {
  id: string;
  type: Thing["type"] | "area" | "supports";
  description: string;
  area: string;
  tags: string[];
  way?: Vector[];
  diameter?: number;
}

function vector({ x, y, z }: Vector3): Vector {
  return [x, y, z];
}

function partsOf(node: Object3D): Part[] {
  const parts: Part[] = [];
  node.traverse((each) => {
    if (!(each instanceof Mesh)) return;
    const material = (each.material as { name: string }).name;
    parts.push({ geometry: each.geometry as BufferGeometry, material, place: each.matrixWorld });
  });
  return parts;
}

function boxOf(node: Object3D): { centre: Vector; size: Vector } {
  const box = new Box3().setFromObject(node);
  return {
    centre: vector(box.getCenter(new Vector3())),
    size: vector(box.getSize(new Vector3())),
  };
}

function thingOf(node: Object3D, extras: Extras): Thing {
  const { id, description, area, tags, way = [], diameter = 0 } = extras;
  // The file's extras are as the description has them: z is up there.
  const turned = way.map(([x, y, z]): Vector => [x, z, -y]);
  const type = extras.type === "pipe" ? "pipe" : "equipment";
  return { id, type, description, area, tags, ...boxOf(node), way: turned, diameter };
}

/** Reads a binary glTF. Raises Error if it is none. */
export async function readScene(file: ArrayBuffer): Promise<SceneModel> {
  const { scene } = await new GLTFLoader().parseAsync(file, "");
  scene.updateMatrixWorld(true);
  const things: Thing[] = [];
  const grounds: Ground[] = [];
  const parts = new Map<string, Part[]>();
  for (const node of scene.children) {
    const extras = node.userData as Extras;
    if (extras.type === "area") grounds.push({ area: extras.id, ...boxOf(node) });
    else {
      parts.set(extras.id, partsOf(node));
      // Steel is seen, and is nothing that anybody asks for.
      if (extras.type !== "supports") things.push(thingOf(node, extras));
    }
  }
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const missing = (scene.userData["missing"] ?? {}) as Record<string, string>;
  return { things, byId, parts, grounds, missing };
}
