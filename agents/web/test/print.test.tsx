import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { drawingOf } from "../src/core/drawing";
import { DiagramSvg } from "../src/print/DiagramSvg";
import { inLines } from "../src/print/lines";
import { printStyle } from "../src/print/style";
import { plantOf } from "./samples";

const PLANT = plantOf();

test("a printed diagram has every piece of equipment, pipe and mark once", () => {
  const [area] = PLANT.areas;
  const drawing = drawingOf(PLANT, area?.id ?? "");
  const svg = renderToStaticMarkup(<DiagramSvg drawing={drawing} title="A & B" style="" />);
  expect(svg).toContain("A &amp; B");
  for (const { id, kind } of drawing.equipment)
    if (!kind.startsWith("connector.")) expect(svg.split(`>${id}</text>`).length).toBe(2);
  for (const { tag } of drawing.instruments) expect(svg).toContain(`>${tag}</text>`);
  expect(svg.split("pipe-line").length - 1).toBe(drawing.streams.length);
});

test("an empty diagram is a picture, too", () => {
  const drawing = { ...drawingOf(PLANT, "nowhere") };
  const svg = renderToStaticMarkup(<DiagramSvg drawing={drawing} title="empty" style="" />);
  expect(svg).toContain("empty");
});

test("printed styles name colours as every program knows them", () => {
  const style = printStyle();
  expect(style).not.toContain("var(");
  expect(style).toMatch(/\.outline \{\s*fill: #[0-9a-f]{6}/);
});

test.each([
  ["", []],
  ["Cooling water", ["Cooling water"]],
  ["Make-up gas from the compressor", ["Make-up gas", "from the …"]],
])("%s is broken into lines", (text, lines) => expect(inLines(text, 13, 2)).toEqual(lines));
