import { expect, test } from "vitest";

import { BoxIndex } from "../src/core/boxIndex";
import { moved } from "../src/core/editing/edits";
import { drawingOfSketch, emptySketch, type Entry, type Sketch } from "../src/core/editing/sketch";
import type { Box } from "../src/core/plant";
import { Remembered } from "../src/core/remembered";
import { graphOf, type Graph } from "../src/diagram/graph";
import { GraphMemory } from "../src/diagram/graphMemory";

const ROWS = 12;
const COLUMNS = 12;
const nameOf = (row: number, column: number): string =>
  `TK-${row}${String(column).padStart(2, "0")}`;

/** Rows of tanks, each piped to the next, with an instrument on each pipe. */
function tankFarm(): Sketch {
  const equipment: Record<string, Entry> = {};
  const streams: Record<string, Entry> = {};
  const instruments: Record<string, Entry> = {};
  const boxes: Record<string, Box> = {};
  for (let row = 1; row <= ROWS; row++)
    for (let column = 1; column <= COLUMNS; column++) {
      const name = nameOf(row, column);
      equipment[name] = { kind: "tank.liquid", description: "Tank" };
      boxes[name] = { x: column * 300, y: row * 260, width: 60, height: 60 };
      if (column === COLUMNS) continue;
      const pipe = name.replace("TK", "S");
      const to = `${nameOf(row, column + 1)}.inlet_a`;
      streams[pipe] = { from: `${name}.outlet_a`, to, phase: "liquid" };
      instruments[name.replace("TK", "FT")] = { measures: `${pipe}.mass_flow`, range: [0, 1] };
    }
  const { area, description } = emptySketch("farm", "Tank farm");
  return {
    area,
    description: { ...description, equipment, streams, instruments },
    layout: { canvas: { width: 4200, height: 3500 }, equipment: boxes },
  };
}

const shape = ({ nodes, edges }: Graph): unknown => ({
  nodes: nodes.map(({ id, position }) => [id, position]),
  edges: edges.map(({ id, data }) => [id, data?.points]),
});

test("what is laid out step by step is what is laid out at once", () => {
  const memory = new GraphMemory();
  let sketch = tankFarm();
  graphOf(drawingOfSketch(sketch), memory);
  for (const [name, at] of [
    [nameOf(3, 4), { x: 1290, y: 700 }],
    [nameOf(3, 4), { x: 1800, y: 1000 }],
    [nameOf(9, 9), { x: 2700, y: 2200 }],
  ] as const) {
    sketch = moved(sketch, new Map([[name, at]]));
    const stepwise = graphOf(drawingOfSketch(sketch), memory);
    expect(shape(stepwise)).toEqual(shape(graphOf(drawingOfSketch({ ...sketch }))));
  }
});

test("what an edit leaves as it was keeps its objects, so that it is not drawn again", () => {
  const memory = new GraphMemory();
  const sketch = tankFarm();
  const before = graphOf(drawingOfSketch(sketch), memory);
  const at = { x: 1200, y: 830 };
  const after = graphOf(drawingOfSketch(moved(sketch, new Map([[nameOf(3, 4), at]]))), memory);
  const other = (before: readonly { id: string }[], after: readonly { id: string }[]): string[] =>
    after.filter((each, place) => each !== before[place]).map(({ id }) => id);
  expect(other(before.nodes, after.nodes)).toContain(nameOf(3, 4));
  expect(other(before.nodes, after.nodes).length).toBeLessThan(12);
  expect(other(before.edges, after.edges).length).toBeLessThan(16);
  expect(after.edges.length).toBe(before.edges.length);
});

test("an answer is found again only if a fact is another one", () => {
  const remembered = new Remembered<object>();
  const first = remembered.answer(
    "S-1",
    () => [1, 2],
    () => ({}),
  );
  expect(
    remembered.answer(
      "S-1",
      () => [1, 2],
      () => ({}),
    ),
  ).toBe(first);
  expect(
    remembered.answer(
      "S-2",
      () => [1, 2],
      () => ({}),
    ),
  ).not.toBe(first);
  expect(
    remembered.answer(
      "S-1",
      () => [1, 2, 3],
      () => ({}),
    ),
  ).not.toBe(first);
});

test("boxes are found where they are, in the order in which they came", () => {
  const at = (
    x: number,
    y: number,
    width = 10,
  ): { x: number; y: number; width: number; height: number } => ({
    x,
    y,
    width,
    height: 10,
  });
  const index = new BoxIndex([
    [at(-900, 5, 2000), "long"],
    [at(700, 700), "far"],
    [at(20, 0), "near"],
  ]);
  expect(index.near(at(0, 0, 20))).toEqual(["long", "near"]);
  expect(index.near(at(0, 0, 19))).toEqual(["long"]);
  expect(index.near(at(710, 705))).toEqual(["far"]);
});
