import { describe, expect, it } from "vitest";

import { aligned, distributed } from "../src/core/editing/align";
import {
  addEquipment,
  addInstrument,
  connect,
  copied,
  moved,
  pasted,
  remove,
  setField,
} from "../src/core/editing/edits";
import { groupsOf, lettersOf, likelyPhase, type Kind } from "../src/core/editing/kind";
import { rename } from "../src/core/editing/references";
import { drawingOfSketch, emptySketch, sectionOf, type Sketch } from "../src/core/editing/sketch";
import { begin, done, redone, undone } from "../src/core/editing/undo";
import { graphOf } from "../src/diagram/graph";

const TANK: Kind = {
  kind: "tank.liquid",
  title: "atmospheric tank",
  parameters: { height: "m" },
  optional: {},
  inlets: ["inlet_a"],
  outlets: ["outlet_a"],
  quantities: { level: "1" },
  actuator: null,
  letters: "TK",
  template: { kind: "tank.liquid", height: "12 m", description: "Product tank A" },
};
const PUMP: Kind = {
  ...TANK,
  kind: "pump",
  title: "centrifugal pump",
  letters: "P",
  actuator: "speed",
};

function tankAndPump(): Sketch {
  const [one] = addEquipment(emptySketch("new", "New"), TANK, { x: 200, y: 200 });
  const [two] = addEquipment(one, PUMP, { x: 404, y: 203 });
  const [piped] = connect(two, "TK-101.outlet_a", "P-101.inlet_a");
  return addInstrument(piped, "TK-101", "level", "1")[0];
}

describe("drawing", () => {
  it("names what is new like the plant's, on the grid", () => {
    const sketch = tankAndPump();
    expect(Object.keys(sectionOf(sketch, "equipment"))).toEqual(["TK-101", "P-101"]);
    expect(sketch.layout.equipment["P-101"]).toEqual({ x: 370, y: 170, width: 60, height: 60 });
    expect(sectionOf(sketch, "equipment")["TK-101"]?.["height"]).toBe("12 m");
    expect(sectionOf(sketch, "instruments")["LT-101"]?.["measures"]).toBe("TK-101.level");
  });

  it("is a diagram with pipes that stay attached", () => {
    const before = graphOf(drawingOfSketch(tankAndPump()));
    const after = graphOf(
      drawingOfSketch(moved(tankAndPump(), new Map([["P-101", { x: 700, y: 400 }]]))),
    );
    const end = (graph: typeof before): unknown =>
      (graph.edges.find((edge) => edge.id === "S-101")?.data as { points: unknown[] }).points.at(
        -1,
      );
    expect(end(before)).not.toEqual(end(after));
  });

  it("removes what can not be without it, too", () => {
    const left = remove(tankAndPump(), ["TK-101"]);
    expect(Object.keys(sectionOf(left, "equipment"))).toEqual(["P-101"]);
    expect(sectionOf(left, "streams")).toEqual({});
    expect(sectionOf(left, "instruments")).toEqual({});
    expect(left.layout.equipment["TK-101"]).toBeUndefined();
  });

  it("renames wherever a name is written, and in no words", () => {
    const sketch = setField(tankAndPump(), "equipment", "P-101", "description", "TK-101");
    const other = rename(sketch, new Map([["TK-101", "TK-900"]]));
    expect(sectionOf(other, "streams")["S-101"]?.["from"]).toBe("TK-900.outlet_a");
    expect(sectionOf(other, "equipment")["P-101"]?.["description"]).toBe("TK-101");
    expect(other.layout.equipment["TK-900"]).toBeDefined();
  });

  it("pastes copies with names of their own and the pipes between them", () => {
    const sketch = tankAndPump();
    const clip = copied(sketch, new Set(["TK-101", "P-101"]));
    const [all, fresh] = pasted(sketch, clip, { x: 50, y: 300 });
    expect([...fresh]).toEqual(["TK-102", "P-102"]);
    expect(sectionOf(all, "streams")["S-102"]).toMatchObject({
      from: "TK-102.outlet_a",
      to: "P-102.inlet_a",
    });
    expect(sectionOf(all, "instruments")["LT-102"]?.["measures"]).toBe("TK-102.level");
    const [alone] = pasted(sketch, copied(sketch, new Set(["P-101"])), { x: 0, y: 300 });
    expect(Object.keys(sectionOf(alone, "streams"))).toEqual(["S-101"]);
  });

  it("lines up and spreads", () => {
    const [three] = addEquipment(tankAndPump(), PUMP, { x: 900, y: 500 });
    const names = Object.keys(three.layout.equipment);
    const level = aligned(three, names, "bottom").layout.equipment;
    expect(new Set(Object.values(level).map((box) => box.y))).toEqual(new Set([470]));
    const xs = Object.values(distributed(three, names, "across").layout.equipment).map((b) => b.x);
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBe((xs[2] ?? 0) - (xs[1] ?? 0));
  });

  it("grows its canvas with what is moved out of it", () => {
    const far = moved(tankAndPump(), new Map([["P-101", { x: 1600, y: -20 }]]));
    expect(far.layout.canvas.width).toBe(1670);
    expect(far.layout.equipment["P-101"]?.y).toBe(0);
  });

  it("keeps the same sketch when nothing changes", () => {
    const sketch = tankAndPump();
    expect(setField(sketch, "equipment", "TK-101", "height", "12 m")).toBe(sketch);
  });
});

describe("undo", () => {
  it("goes back and forth, and forgets the future once something else is done", () => {
    const two = done(done(begin(0), "one", 1), "two", 2);
    const back = undone(undone(two));
    expect(back.present).toBe(0);
    expect(redone(redone(back))).toEqual(two);
    expect(redone(done(undone(two), "three", 3)).present).toBe(3);
    expect(undone(begin(7)).present).toBe(7);
  });
});

describe("kinds", () => {
  it("are found by name and title", () => {
    expect([...groupsOf([TANK, PUMP], "centri").keys()]).toEqual(["pump"]);
  });

  it("tell the phase and the letters that fit", () => {
    expect(likelyPhase(["vent"], ["tank.liquid"])).toBe("gas");
    expect(likelyPhase(["outlet", "inlet"], ["boundary.steam", "reboiler.steam"])).toBe("steam");
    expect(likelyPhase(["outlet_a", "inlet"], ["tank.liquid", "pump"])).toBe("liquid");
    expect(lettersOf("pressure_drop")).toBe("PDT");
    expect(lettersOf("y_CO2")).toBe("AT");
  });
});
