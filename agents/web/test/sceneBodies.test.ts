import { BoxGeometry, Color, Matrix4, Raycaster, Vector3 } from "three";
import { expect, it } from "vitest";

import type { Thing } from "../src/core/scene/thing";
import { colourOf, Painter } from "../src/scene/appearance";
import { Bodies } from "../src/scene/bodies";
import type { Palette } from "../src/scene/palette";
import type { Part, SceneModel } from "../src/scene/sceneModel";

const [grey, red, amber, blue] = ["#888888", "#ff0000", "#ffaa00", "#0000ff"].map(
  (name) => new Color(name),
) as [Color, Color, Color, Color];
const palette: Palette = {
  sky: grey,
  ground: grey,
  site: grey,
  materials: { steel: grey },
  distrusted: new Color("#777777"),
  unmeasured: new Color("#666666"),
  selected: blue,
  severe: red,
  warning: amber,
  flow: grey,
  modelFlow: grey,
};
const shape = new BoxGeometry(1, 1, 1);

function partAt(x: number): Part {
  return { geometry: shape, material: "steel", place: new Matrix4().makeTranslation(x, 0, 0) };
}

/** Two pieces of equipment: the first of two parts, side by side. */
function modelOf(): SceneModel {
  const parts = new Map([
    ["R-1", [partAt(0), partAt(1)]],
    ["V-1", [partAt(10)]],
  ]);
  const byId = new Map([...parts.keys()].map((id) => [id, { id } as Thing]));
  return { things: [...byId.values()], byId, parts, grounds: [], missing: {} };
}

function pickedAt(bodies: Bodies, x: number): string | undefined {
  const ray = new Raycaster(new Vector3(x, 0, 50), new Vector3(0, 0, -1));
  return bodies.idOf(ray.intersectObject(bodies.mesh)[0]?.batchId);
}

it("a click on any part of a thing is a click on the thing", () => {
  const bodies = new Bodies(modelOf());
  expect([0, 1, 10, 5].map((x) => pickedAt(bodies, x))).toEqual(["R-1", "R-1", "V-1", undefined]);
});

it.each([
  [{ selected: true }, blue],
  [{ selected: true, isBoxed: true }, blue],
  [{ selected: true, share: 0.5 }, blue],
  [{ selected: true, isBoxed: true, share: "not good" }, palette.distrusted],
  [{ share: "not good" }, palette.distrusted],
  [{ share: "not measured" }, palette.unmeasured],
  [{ share: 0.5, alarm: { limit: "high", word: "HI", severe: false } }, amber],
  [{ alarm: { limit: "high_high", word: "HH", severe: true } }, red],
  [{}, null],
] as const)("what is %j has its own colour", (look, colour) => {
  const {
    selected = false,
    share = undefined,
    isBoxed = false,
    alarm = null,
  } = { ...look } as Record<string, never>;
  const state = { alarm, trust: "good" } as const;
  expect(colourOf({ state, share, selected, isBoxed }, palette)).toBe(colour);
});

it("only what has changed is painted again", () => {
  const bodies = new Bodies(modelOf());
  const painter = new Painter(bodies, palette);
  const look = (chosen: string) => (id: string) => {
    return { state: undefined, share: undefined, selected: id === chosen, isBoxed: false };
  };
  expect(painter.paint(["R-1", "V-1"], look("R-1"))).toBe(true);
  expect(painter.paint(["R-1", "V-1"], look("R-1"))).toBe(false);
  const seen = (instance: number): string => {
    const colour = new Color();
    bodies.mesh.getColorAt(instance, colour);
    return colour.getHexString();
  };
  expect([0, 1, 2].map(seen)).toEqual(["0000ff", "0000ff", "888888"]);
  expect(painter.paint(["R-1", "V-1"], look("V-1"))).toBe(true);
  expect([0, 1, 2].map(seen)).toEqual(["888888", "888888", "0000ff"]);
});
