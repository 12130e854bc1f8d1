import { describe, expect, it } from "vitest";

import { inReadingOrder, placeMarks } from "../src/core/markPlacement";
import { routePipes, type Pipe } from "../src/core/pipeRoute";
import type { Box, Point } from "../src/core/plant";
import { drawingOf } from "../src/core/drawing";
import { PlantIndex } from "../src/core/plant";
import { graphOf } from "../src/diagram/graph";
import { labelBox } from "../src/diagram/label";
import { orientationOf } from "../src/diagram/orientation";
import { symbolOf } from "../src/diagram/symbols";
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

describe("placeMarks", () => {
  it("rather moves a mark further than have its leader run across equipment", () => {
    const pump: Box = { x: 180, y: 180, width: 40, height: 40 };
    const walls: Box[] = [
      { x: 60, y: 130, width: 110, height: 90 },
      { x: 230, y: 130, width: 110, height: 90 },
      { x: 130, y: 100, width: 140, height: 70 },
    ];
    const wish = new Map([["speed", { x: 152, y: 178 }]]);
    const place = placeMarks(wish, { width: 96, height: 44 }, [pump, ...walls]).get("speed");
    expect(place?.y).toBeGreaterThan(220);
  });
});

describe("inReadingOrder", () => {
  it("hands places out by rows, and leaves other marks alone", () => {
    const at = (x: number, y: number): Box => ({ x, y, width: 90, height: 40 });
    const placed = new Map([
      ["B", at(0, 80)],
      ["A", at(100, 82)],
      ["C", at(50, 0)],
      ["other", at(50, 200)],
    ]);
    const ordered = inReadingOrder(placed, [["A", "B", "C"]]);
    expect(["A", "B", "C", "other"].map((name) => ordered.get(name))).toEqual([
      at(50, 0),
      at(0, 80),
      at(100, 82),
      at(50, 200),
    ]);
  });
});

describe("drawingOf", () => {
  it("draws what is in an area, and streams to other areas up to a connector", () => {
    const drawing = drawingOf(plantOf(), "tanks");
    expect(drawing.equipment.map((each) => each.id)).toEqual(["TK-1", "link:S-3"]);
    expect(drawing.streams.map((each) => each.source.equipment)).toEqual(["link:S-3"]);
    expect(drawing.instruments.map((each) => each.tag)).toEqual(["LT-1"]);
    expect(drawing.controllers).toEqual([]);
    expect(drawing.connectors.get("link:S-3")).toEqual({
      stream: "S-3",
      carries: "Product",
      way: "in",
      other: { id: "loop", title: "Loop" },
    });
  });

  it("keeps connectors on the canvas", () => {
    const { layout } = drawingOf(plantOf(), "loop");
    const box = layout.equipment["link:S-3"];
    expect(box?.x).toBe(800 - (box?.width ?? 0));
    expect(box?.y).toBeGreaterThan(0);
  });

  it("is made once for each area", () => {
    const index = new PlantIndex(plantOf());
    expect(index.drawing("loop")).toBe(index.drawing("loop"));
    expect(graphOf(index.drawing("loop"))).toBe(graphOf(index.drawing("loop")));
  });
});

describe("graphOf", () => {
  it("draws every equipment, stream, instrument and controller of an area once", () => {
    const { nodes, edges } = graphOf(drawingOf(plantOf(), "loop"));
    expect(nodes.map((node) => node.id).sort()).toEqual(
      ["FV-1", "R-1", "X-1", "link:S-3", "mark:TIC-1", "mark:TT-1"].sort(),
    );
    expect(nodes.find((node) => node.id === "link:S-3")?.type).toBe("connector");
    expect(edges.filter((edge) => edge.type === "pipe").map((edge) => edge.id)).toEqual([
      "S-1",
      "S-2",
      "S-3",
    ]);
  });

  it("puts a mark without a place beside what it measures or moves", () => {
    const { nodes } = graphOf(drawingOf(plantOf(), "loop"));
    const [mark, valve] = ["mark:TIC-1", "FV-1"].map(
      (id) => nodes.find((node) => node.id === id)?.position ?? { x: NaN, y: NaN },
    ) as [Point, Point];
    expect(Math.hypot(mark.x - valve.x, mark.y - valve.y)).toBeLessThan(100);
  });

  it("puts temperatures of a bed in the order of their depth", () => {
    const plant = plantOf();
    plant.instruments = ["95", "05"].map((depth) => ({
      tag: `TT-${depth}`,
      area: "loop",
      measures: `R-1.bed_temperature_${depth}`,
      equipment: "R-1",
      stream: null,
    }));
    const { nodes } = graphOf(drawingOf(plant, "loop"));
    const heightOf = (id: string) => nodes.find((node) => node.id === id)?.position.y ?? NaN;
    expect(heightOf("mark:TT-05")).toBeLessThan(heightOf("mark:TT-95"));
  });

  it("draws equipment of a kind it does not know", () => {
    const plant = plantOf();
    plant.equipment = plant.equipment.map((each) => ({ ...each, kind: "teapot" }));
    const { edges } = graphOf(drawingOf(plant, "loop"));
    expect(edges.filter((edge) => edge.type === "pipe")).toHaveLength(3);
  });
});

describe("labelBox", () => {
  const box: Box = { x: 100, y: 100, width: 40, height: 40 };

  it("stands beside an upright valve, whose pipe leaves below", () => {
    expect(labelBox(box, symbolOf("valve.gas"), "right")?.y).toBe(140);
    expect(labelBox(box, symbolOf("valve.gas"), "down")?.x).toBe(140);
  });

  it("takes no ground where the id is written inside", () => {
    expect(labelBox(box, symbolOf("drum.steam"), "right")).toBeUndefined();
  });
});

describe("orientationOf", () => {
  it("goes by the ends of an exchanger, not by what enters below", () => {
    const plant = plantOf();
    const ends = { cold_inlet: "X-1", hot_inlet: "R-1", hot_outlet: "X-1" };
    plant.equipment = plant.equipment.map((each) =>
      each.id === "FV-1" ? { ...each, kind: "exchanger.feed_effluent" } : each,
    );
    plant.streams = Object.entries(ends).map(([port, other]) => ({
      id: port,
      source: { equipment: other, port: "" },
      target: { equipment: "FV-1", port },
      phase: "gas",
      description: "",
    }));
    const drawing = drawingOf(plant, "loop");
    expect(orientationOf("FV-1", symbolOf("exchanger.feed_effluent"), drawing)).toBe("right");
    plant.streams = plant.streams.map((each) =>
      each.id === "cold_inlet" ? { ...each, source: { equipment: "R-1", port: "" } } : each,
    );
    const turned = drawingOf(plant, "loop");
    expect(orientationOf("FV-1", symbolOf("exchanger.feed_effluent"), turned)).toBe("left");
  });
});
