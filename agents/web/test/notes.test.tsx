import { render, cleanup } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { differencesBetween, bothIn } from "../src/core/editing/differences";
import { addNote, copied, moved, pasted, remove, setField } from "../src/core/editing/edits";
import { layersOf } from "../src/core/editing/layers";
import { rename } from "../src/core/editing/references";
import { drawingOfSketch, emptySketch, sectionOf, type Sketch } from "../src/core/editing/sketch";
import { drawingOf } from "../src/core/drawing";
import { extentOf } from "../src/diagram/extent";
import { graphOf } from "../src/diagram/graph";
import { DiagramSvg } from "../src/print/DiagramSvg";
import { plantOf } from "./samples";

afterEach(cleanup);

function noted(): Sketch {
  const [sketch, name] = addNote(emptySketch("new", "New"), { x: 203, y: 98 });
  return setField(sketch, "notes", name, "text", "To the north");
}

const notesOf = (sketch: Sketch) => sketch.layout.notes;

it("puts a text on the grid, moves, renames and removes it, and leaves the plant alone", () => {
  const sketch = noted();
  expect(notesOf(sketch)).toEqual({ "N-101": { x: 200, y: 100, text: "To the north" } });
  expect(sketch.description).toEqual(emptySketch("new", "New").description);
  const elsewhere = moved(sketch, new Map([["N-101", { x: 41, y: 52 }]]));
  expect(notesOf(elsewhere)).toEqual({ "N-101": { x: 40, y: 50, text: "To the north" } });
  expect(Object.keys(notesOf(rename(sketch, new Map([["N-101", "N-7"]]))) ?? {})).toEqual(["N-7"]);
  expect(sectionOf(remove(sketch, ["N-101"]), "notes")).toEqual({});
  expect(layersOf(sketch).get("N-101")).toBe("notes");
});

it("copies a text with another name, beside the first", () => {
  const sketch = noted();
  expect(notesOf(copied(sketch, new Set()))).toEqual({});
  const [both, fresh] = pasted(sketch, copied(sketch, new Set(["N-101"])), { x: 40, y: 40 });
  expect([...fresh]).toEqual(["N-102"]);
  expect(notesOf(both)?.["N-102"]).toEqual({ x: 240, y: 140, text: "To the north" });
});

it("tells what is another text, and what is only elsewhere", () => {
  const sketch = noted();
  const elsewhere = moved(sketch, new Map([["N-101", { x: 0, y: 0 }]]));
  const other = setField(sketch, "notes", "N-101", "text", "South");
  const gone = remove(sketch, ["N-101"]);
  const kinds = [elsewhere, other, gone].map((now) => differencesBetween(sketch, now));
  expect(kinds.map(([one]) => one?.kind)).toEqual(["moved", "changed", "removed"]);
  expect(Object.keys(bothIn(sketch, gone).layout.notes ?? {})).toEqual(["N-101"]);
  expect("notes" in bothIn(sketch, gone).description).toBe(false);
});

it("is drawn on the diagram of the plant and printed, and belongs to what fills the view", () => {
  const plant = plantOf();
  const [area] = plant.areas;
  if (area === undefined) throw new Error("the sample has changed");
  const layout = plant.layouts[area.id];
  if (layout === undefined) throw new Error("the sample has changed");
  const note = { x: 5_000, y: 20, text: "To the north" };
  plant.layouts[area.id] = { ...layout, notes: { "N-1": note } };
  const graph = graphOf(drawingOf(plant, area.id));
  expect(graph.nodes.find(({ id }) => id === "N-1")?.data).toEqual({ text: "To the north" });
  expect(extentOf(graph).width).toBeGreaterThan(4_000);
  const drawing = drawingOfSketch(noted());
  const { container } = render(<DiagramSvg drawing={drawing} title="New" style="" />);
  expect(container.querySelector("text.printed-note")?.textContent).toBe("To the north");
});
