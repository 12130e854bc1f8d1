/** Draws a diagram without a browser: JSON on stdin, SVG on stdout. */

import { stdin, stdout } from "node:process";
import { text } from "node:stream/consumers";

import { renderToStaticMarkup } from "react-dom/server";

import { drawingOf } from "../core/drawing";
import { drawingOfSketch, sketchOf, type Description, type Places } from "../core/editing/sketch";
import type { Plant } from "../core/plant";
import { DiagramSvg } from "./DiagramSvg";
import { printStyle } from "./style";

/** An area of a plant, or a diagram by itself, which leads to no other. */
type Wanted =
  | { area: string; plant: Plant }
  | { diagram: string; description: Description; layout: Partial<Places> };

function drawn(wanted: Wanted): { drawing: ReturnType<typeof drawingOf>; title: string } {
  if ("plant" in wanted) {
    const { area, plant } = wanted;
    const title = plant.areas.find(({ id }) => id === area)?.title ?? area;
    return { drawing: drawingOf(plant, area), title };
  }
  const { diagram, description, layout } = wanted;
  const { title } = description;
  return {
    drawing: drawingOfSketch(sketchOf(diagram, description, layout)),
    title: typeof title === "string" ? title : diagram,
  };
}

const wanted = JSON.parse(await text(stdin)) as Wanted;
const svg = renderToStaticMarkup(<DiagramSvg {...drawn(wanted)} style={printStyle()} />);
stdout.write(`${svg}\n`);
