import { describe, expect, it } from "vitest";

import { addEquipment, addInstrument, connect, moved } from "../src/core/editing/edits";
import type { Kind } from "../src/core/editing/kind";
import { emptySketch, portOf, sectionOf, textOf, type Sketch } from "../src/core/editing/sketch";
import type { Box } from "../src/core/plant";
import { arranged } from "../src/editor/arrange";

const VESSEL: Kind = {
  kind: "vessel.gas",
  title: "vessel",
  parameters: {},
  optional: {},
  inlets: ["inlet"],
  outlets: ["outlet"],
  quantities: { pressure: "Pa" },
  actuator: null,
  letters: "V",
  template: { kind: "vessel.gas" },
};

/** Vessels in a heap, each of which leads to the one at half its number: a tree. */
function tree(count: number): Sketch {
  let sketch = emptySketch("new", "New");
  const names: string[] = [];
  for (let n = 0; n < count; n++) {
    const [next, name] = addEquipment(sketch, VESSEL, { x: 300 + (n % 7), y: 200 + (n % 5) });
    names.push(name);
    sketch = next;
    const before = names[Math.floor((n - 1) / 2)];
    if (n > 0 && before !== undefined)
      [sketch] = connect(sketch, `${before}.outlet`, `${name}.inlet`);
  }
  return sketch;
}

const boxOf = (sketch: Sketch, name: string): Box => sketch.layout.equipment[name] as Box;

function overlapping(sketch: Sketch): string[] {
  const boxes = Object.entries(sketch.layout.equipment);
  return boxes.flatMap(([one, a], n) =>
    boxes
      .slice(n + 1)
      .filter(
        ([, b]) =>
          a.x < b.x + b.width &&
          b.x < a.x + a.width &&
          a.y < b.y + b.height &&
          b.y < a.y + a.height,
      )
      .map(([other]) => `${one} and ${other}`),
  );
}

describe("automatic layout", () => {
  it("leads every stream to the right, and puts nothing over anything else", async () => {
    const sketch = await arranged(tree(40));
    for (const stream of Object.values(sectionOf(sketch, "streams"))) {
      const [from, to] = ["from", "to"].map((key) => portOf(textOf(stream, key)).equipment);
      const [source, target] = [boxOf(sketch, from ?? ""), boxOf(sketch, to ?? "")];
      expect(source.x + source.width).toBeLessThan(target.x);
    }
    expect(overlapping(tree(40))).not.toEqual([]);
    expect(overlapping(sketch)).toEqual([]);
    const { canvas, equipment } = sketch.layout;
    for (const box of Object.values(equipment)) {
      expect(box.x + box.width).toBeLessThan(canvas.width);
      expect(box.y + box.height).toBeLessThan(canvas.height);
    }
  });

  it("puts marks beside what has moved, and leaves the description as it is", async () => {
    const [measured, tag] = addInstrument(tree(5), "V-101", "pressure", "Pa");
    const placed = moved(measured, new Map([[tag, { x: 5, y: 5 }]]));
    expect(placed.layout.instruments).toHaveProperty(tag);
    const sketch = await arranged(placed);
    expect(sketch.layout.instruments).not.toHaveProperty(tag);
    expect(sketch.description).toEqual(placed.description);
  });

  it("arranges what is chosen where it is, and moves nothing else", async () => {
    const before = tree(5);
    const sketch = await arranged(before, ["V-102", "V-104"]);
    expect(boxOf(sketch, "V-101")).toEqual(boxOf(before, "V-101"));
    expect(boxOf(sketch, "V-104").x).toBeGreaterThan(boxOf(sketch, "V-102").x + 60);
    const corner = Math.min(boxOf(before, "V-102").x, boxOf(before, "V-104").x);
    expect(Math.abs(boxOf(sketch, "V-102").x - corner)).toBeLessThanOrEqual(20);
  });

  it("gives the same drawing for the same one, and leaves a single piece alone", async () => {
    expect(await arranged(tree(12))).toEqual(await arranged(tree(12)));
    const alone = tree(1);
    expect(await arranged(alone)).toBe(alone);
  });

  it("keeps connectors to other areas below everything", async () => {
    const drawn = tree(3);
    const links = { "S-900": { x: 310, y: 210, width: 148, height: 64 } };
    const sketch = await arranged({ ...drawn, layout: { ...drawn.layout, links } });
    const lowest = Math.max(
      ...Object.values(sketch.layout.equipment).map((box) => box.y + box.height),
    );
    expect(sketch.layout.links?.["S-900"]?.y).toBeGreaterThan(lowest);
  });
});
