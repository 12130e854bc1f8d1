/** The part of the page's address that pins the scene: its camera and what is selected. */

import type { Pose } from "./camera";
import type { Selected, Vector } from "./thing";

const KINDS = ["equipment", "stream", "tag"] as const;

export interface Pinned {
  /** Null if the address leaves it open. */
  camera: Pose | null;
  selection: { kind: (typeof KINDS)[number]; id: string } | null;
}

/** The address of a view of the scene; what else it says of the page is kept. */
export function addressOfScene(hash: string, camera: Pose, selection: Selected | null): string {
  const known = new URLSearchParams(hash.slice(1));
  known.set("view", "scene");
  known.set("camera", [...camera.at, ...camera.target].map((each) => each.toFixed(1)).join("_"));
  return addressWithSelected(`#${known}`, selection);
}

/** The address with what is selected, or without if nothing is. */
export function addressWithSelected(hash: string, selection: Selected | null): string {
  const known = new URLSearchParams(hash.slice(1));
  if (selection === null) known.delete("select");
  else known.set("select", `${selection.kind}:${selection.id}`);
  return `#${known}`;
}

/** The address of the scene of the plant as it runs, or, if it is named, of a diagram as drawn. */
export function addressOfDrawn(hash: string, diagram: string): string {
  const known = new URLSearchParams(hash.slice(1));
  known.set("view", "scene");
  if (diagram === "") known.delete("drawn");
  else known.set("drawn", diagram);
  return `#${known}`;
}

function vectorAt(numbers: readonly number[], first: number): Vector {
  return [numbers[first] ?? 0, numbers[first + 1] ?? 0, numbers[first + 2] ?? 0];
}

function cameraOf(text: string | null): Pose | null {
  const numbers = (text ?? "").split("_").filter(Boolean).map(Number);
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) return null;
  return { at: vectorAt(numbers, 0), target: vectorAt(numbers, 3) };
}

/** What an address pins; null if it is not one of the scene. What it says wrongly is left open. */
export function pinnedIn(hash: string): Pinned | null {
  const known = new URLSearchParams(hash.slice(1));
  if (known.get("view") !== "scene") return null;
  const [kind, ...rest] = (known.get("select") ?? "").split(":");
  const found = KINDS.find((each) => each === kind);
  const selection = found === undefined ? null : { kind: found, id: rest.join(":") };
  return { camera: cameraOf(known.get("camera")), selection };
}
