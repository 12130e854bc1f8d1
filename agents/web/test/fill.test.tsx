import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { addEquipment } from "../src/core/editing/edits";
import {
  compositionIn,
  compositionText,
  fillOf,
  holding,
  withFill,
} from "../src/core/editing/fill";
import type { Kind } from "../src/core/editing/kind";
import { emptySketch, type Sketch } from "../src/core/editing/sketch";
import { AreaFields } from "../src/editor/AreaFields";
import { EditorContext, type Editor } from "../src/editor/editorContext";

afterEach(cleanup);

const SUPPLY: Kind = {
  kind: "boundary.liquid",
  title: "liquid supply",
  parameters: { pressure: "Pa" },
  optional: {},
  inlets: [],
  outlets: ["outlet"],
  quantities: {},
  actuator: null,
  letters: "X",
  template: { kind: "boundary.liquid", pressure: "2 bar", y_H2O: "20 %", y_CH3OH: "80 %" },
};

/** The fields of an area, and what they make of it. */
function show(sketch: Sketch): { edits: [string, Sketch][] } {
  const edits: [string, Sketch][] = [];
  const editor = { sketch, edit: (label: string, made: Sketch) => edits.push([label, made]) };
  render(
    <EditorContext.Provider value={editor as unknown as Editor}>
      <AreaFields />
    </EditorContext.Provider>,
  );
  return { edits };
}

function write(key: string, value: string): void {
  const input = screen.getByTestId(`field-${key}`);
  fireEvent.change(input, { target: { value } });
  fireEvent.keyDown(input, { key: "Enter" });
}

it("a composition is one line, and a line that is none is told from it", () => {
  const sketch = withFill(emptySketch("new", "New"), "gas", { N2: "99 %", CO2: "1 %" });
  expect(compositionText(sketch, "gas")).toBe("N2 99 %, CO2 1 %");
  expect(compositionIn("N2 99 %,CO2  0.5%")).toEqual({ N2: "99 %", CO2: "0.5%" });
  for (const wrong of ["", "N2", "N2 much", "N2 99 %; CO2 1 %"])
    expect(compositionIn(wrong)).toBeNull();
});

it("an area holds what a supply that is put into it gives", () => {
  const [drawn] = addEquipment(emptySketch("new", "New"), SUPPLY, { x: 200, y: 200 });
  expect(fillOf(drawn)["gas"]).toEqual({ N2: "100 %", CH3OH: "0 %" });
  expect(fillOf(drawn)["liquid"]).toEqual({ H2O: "100 %" });
  expect(holding(drawn, SUPPLY.template)).toBe(drawn);
});

it("title and first fill are written without anything chosen", () => {
  const { edits } = show(emptySketch("new", "New"));
  write("title", "Tank farm");
  write("temperature", "40 degC");
  write("liquid", "CH3OH 99 %, H2O 1 %");
  expect(edits.map(([label]) => label)).toEqual([
    "changed the title",
    "changed the temperature of the first fill",
    "changed the liquid of the first fill",
  ]);
  expect(edits[0]?.[1].description["title"]).toBe("Tank farm");
  expect(fillOf(edits[1]?.[1] as Sketch)["temperature"]).toBe("40 degC");
  expect(fillOf(edits[2]?.[1] as Sketch)["liquid"]).toEqual({ CH3OH: "99 %", H2O: "1 %" });
});

it("what is no composition is not taken over, and it is said how to write one", () => {
  const { edits } = show(emptySketch("new", "New"));
  write("gas", "much N2");
  expect(edits).toEqual([]);
  expect(screen.getByRole("alert").textContent).toContain("N2 99 %, CO2 1 %");
});
