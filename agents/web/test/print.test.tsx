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

test("leaves out what is hidden: elements, their lines, and names of equipment", () => {
  const drawing = drawingOf(PLANT, "loop");
  const [pipe] = drawing.streams;
  const [equipment] = drawing.equipment;
  const [instrument] = drawing.instruments;
  if (!pipe || !equipment || !instrument) throw new Error("the sample has changed");
  const hidden = new Set([pipe.id, `name:${equipment.id}`, instrument.tag]);
  const print = (isHidden: (name: string) => boolean): string =>
    renderToStaticMarkup(<DiagramSvg drawing={drawing} title="" style="" isHidden={isHidden} />);
  const [all, some] = [print(() => false), print((name) => hidden.has(name))];
  const count = (svg: string, text: string): number => svg.split(text).length - 1;
  expect(count(all, "pipe-line") - count(some, "pipe-line")).toBe(1);
  expect([all, some].map((svg) => count(svg, `>${equipment.id}</text>`))).toEqual([1, 0]);
  expect(some).toContain(`<title>${equipment.id}:`);
  expect([all, some].map((svg) => count(svg, `>${instrument.tag}</text>`))).toEqual([1, 0]);
  const withoutLines = print((name) => name.startsWith("leader:"));
  expect(count(withoutLines, 'class="leader"')).toBe(0);
  expect(count(all, 'class="leader"')).toBeGreaterThan(0);
});
