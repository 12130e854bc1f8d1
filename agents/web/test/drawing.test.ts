import { describe, expect, it } from "vitest";

import { placeMarks } from "../src/core/markPlacement";
import { routePipes, type Pipe } from "../src/core/pipeRoute";
import type { Box, Point } from "../src/core/plant";
import { graphOf } from "../src/diagram/graph";
import { plantOf } from "./samples";

const left: Box = { x: 0, y: 100, width: 100, height: 60 };
const middle: Box = { x: 200, y: 40, width: 100, height: 200 };
const right: Box = { x: 400, y: 100, width: 100, height: 60 };

function pieces(points: Point[]): [Point, Point][] {
  return points.slice(1).map((b, place) => [points[place] ?? b, b]);
}

function enters([a, b]: [Point, Point], box: Box): boolean {
  return (
    Math.max(a.x, b.x) > box.x &&
    Math.min(a.x, b.x) < box.x + box.width &&
    Math.max(a.y, b.y) > box.y &&
    Math.min(a.y, b.y) < box.y + box.height
  );
}

describe("routePipes", () => {
  const across: Pipe = {
    id: "across",
    from: { x: 100, y: 130, side: "right" },
    to: { x: 400, y: 130, side: "left" },
  };
  const back: Pipe = {
    id: "back",
    from: { x: 500, y: 130, side: "right" },
    to: { x: 0, y: 130, side: "left" },
  };
  const routes = routePipes([across, back], [left, middle, right]);

  it.each(["across", "back"])("%s keeps to right angles and out of equipment", (id) => {
    const points = routes.get(id) ?? [];
    expect(points.length).toBeGreaterThan(2);
    for (const piece of pieces(points)) {
      const [a, b] = piece;
      expect(a.x === b.x || a.y === b.y).toBe(true);
      expect([left, middle, right].some((box) => enters(piece, box))).toBe(false);
    }
  });

  it("starts and ends at the ports", () => {
    expect(routes.get("across")?.[0]).toEqual({ x: 100, y: 130 });
    expect(routes.get("across")?.at(-1)).toEqual({ x: 400, y: 130 });
  });

  it("still connects what is walled in", () => {
    const wall: Box = { x: 110, y: -500, width: 10, height: 2000 };
    const inside = routePipes([across], [left, right, wall, { ...wall, x: 105, width: 30 }]);
    expect(inside.get("across")?.at(-1)).toEqual({ x: 400, y: 130 });
  });
});

describe("placeMarks", () => {
  it("moves marks off equipment and off each other, and no further than needed", () => {
    const wishes = new Map(["a", "b", "c", "d"].map((name) => [name, { x: 210, y: 100 }]));
    const size = { width: 90, height: 40 };
    const boxes = [...placeMarks(wishes, size, [middle]).values(), middle];
    boxes.forEach((one, place) => {
      for (const other of boxes.slice(place + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart).toBe(true);
      }
    });
    expect(placeMarks(new Map([["free", { x: 600, y: 600 }]]), size, [middle]).get("free")).toEqual(
      { x: 600, y: 600, ...size },
    );
  });
});

describe("graphOf", () => {
  it("draws every equipment, stream, instrument and controller of the description once", () => {
    const { nodes, edges } = graphOf(plantOf());
    expect(nodes.map((node) => node.id).sort()).toEqual(
      ["FV-1", "R-1", "X-1", "mark:TIC-1", "mark:TT-1"].sort(),
    );
    expect(edges.filter((edge) => edge.type === "pipe").map((edge) => edge.id)).toEqual([
      "S-1",
      "S-2",
    ]);
  });

  it("draws equipment of a kind it does not know", () => {
    const plant = plantOf();
    plant.equipment = plant.equipment.map((each) => ({ ...each, kind: "teapot" }));
    expect(graphOf(plant).edges.filter((edge) => edge.type === "pipe")).toHaveLength(2);
  });
});
