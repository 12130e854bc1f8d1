import { describe, expect, it } from "vitest";

import { PlantIndex, type Box, type Point } from "../src/core/plant";
import { barTerminals, spread } from "../src/diagram/bar";
import { pipesOf } from "../src/diagram/ends";
import { orientationOf } from "../src/diagram/orientation";
import { symbolOf } from "../src/diagram/symbols";
import { plantOf } from "./samples";

const lying: Box = { x: 100, y: 200, width: 400, height: 40 };
const upright: Box = { x: 100, y: 200, width: 40, height: 400 };

const terminals = (bar: Box, ...others: Point[]) => [
  ...barTerminals(
    bar,
    others.map((from, place) => ({ key: `${place}`, from })),
  ).values(),
];

describe("a header", () => {
  it("is met by a straight pipe on the side where the pipe comes from", () => {
    expect(terminals(lying, { x: 250, y: 50 })).toEqual([{ x: 250, y: 200, side: "top" }]);
    expect(terminals(lying, { x: 250, y: 500 })).toEqual([{ x: 250, y: 240, side: "bottom" }]);
    expect(terminals(lying, { x: 20, y: 220 })).toEqual([{ x: 100, y: 220, side: "left" }]);
    expect(terminals(upright, { x: 20, y: 300 })).toEqual([{ x: 100, y: 300, side: "left" }]);
    expect(terminals(upright, { x: 300, y: 300 })).toEqual([{ x: 140, y: 300, side: "right" }]);
    expect(terminals(upright, { x: 120, y: 900 })).toEqual([{ x: 120, y: 600, side: "bottom" }]);
  });

  it("takes what lies aslant on its long side, near that end", () => {
    expect(terminals(lying, { x: 20, y: 500 })).toEqual([{ x: 116, y: 240, side: "bottom" }]);
    expect(terminals(upright, { x: 300, y: 20 })).toEqual([{ x: 140, y: 216, side: "right" }]);
  });

  it("keeps its pipes apart, in the order of what they reach", () => {
    const places = spread([0, 5, 300, 300, 990, 1000], 100, 500);
    expect(places).toEqual([100, 116, 300, 316, 484, 500]);
    const many = spread(Array<number>(48).fill(0), 0, 200);
    expect(new Set(many).size).toBe(many.length);
    expect(Math.max(...many)).toBeLessThanOrEqual(200);
  });

  it.each(["header.water", "header.gas", "header.steam"])("%s stands in a tall box", (kind) => {
    const plant = plantOf();
    plant.equipment.forEach((each) => (each.kind = each.id === "R-1" ? kind : each.kind));
    const index = new PlantIndex(plant);
    const drawing = index.drawing("loop");
    const box = drawing.layout.equipment["R-1"];
    if (box === undefined) throw new Error("R-1 is not drawn");
    Object.assign(box, { width: 40, height: 200 });
    expect(orientationOf("R-1", symbolOf(kind), drawing)).toBe("down");
    const into = pipesOf(drawing).find(({ id }) => id === "S-2");
    expect(into?.to.y).toBe(into?.from.y);
    Object.assign(box, { width: 200, height: 40 });
    expect(orientationOf("R-1", symbolOf(kind), { ...drawing })).toBe("right");
  });
});

describe("an off-page connector", () => {
  const pointing = (x: number) => {
    const plant = plantOf();
    const tanks = plant.layouts["tanks"];
    const link = tanks?.links["S-3"];
    if (link === undefined) throw new Error("S-3 has no link");
    Object.assign(link, { x });
    const drawing = new PlantIndex(plant).drawing("tanks");
    return orientationOf("link:S-3", symbolOf("connector.in"), drawing);
  };

  it("points right, also above or below what it leads to", () => {
    expect(pointing(0)).toBe("right");
    expect(pointing(400)).toBe("right");
  });

  it("points left only where all of that lies left of it", () => {
    expect(pointing(600)).toBe("left");
  });
});
