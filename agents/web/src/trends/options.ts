/** Options of the plot of several tags. */

import uPlot from "uplot";

import type { Tag } from "../core/plant";
import type { Window } from "../core/trends/address";
import { axis, CLOCK, colour, rangeOf } from "../trend/plot";
import { axesOf, type ValueAxis } from "./axes";
import { colourOf, PART_NAMES, PARTS, type Part } from "./pens";

/** Moments that are compared, in Unix seconds. */
export interface Cursors {
  a: number | null;
  b: number | null;
}

/** What is done on the plot. */
export interface Acts {
  /** A time was drawn over; null to go back. */
  onZoom: (window: Window | null) => void;
  /** A cursor was put: a by a click, b by one with Shift. */
  onCursor: (which: keyof Cursors, time: number | null) => void;
  /** The pointer is over a time, or over none. */
  onPointer: (time: number | null) => void;
}

interface Drawing {
  tags: readonly Tag[];
  parts: ReadonlySet<Part>;
  isEach: boolean;
  size: { width: number; height: number };
  acts: Acts;
  cursors: () => Cursors;
}

/** Least pixels of a drag, which less far is a click. */
const DRAG = 5;
const LEFT = 3;
const RIGHT = 1;

function series({ tags, parts }: Drawing, axes: readonly ValueAxis[]): uPlot.Series[] {
  return tags.flatMap((tag, place) => {
    const scale = axes.find(({ places }) => places.includes(place))?.name ?? "y";
    return PART_NAMES.map((part): uPlot.Series => {
      const { dash, width } = PARTS[part];
      const stepped = part === "desired" ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
      return {
        label: `${tag.name} ${part}`,
        scale,
        show: parts.has(part),
        stroke: colour(colourOf(place)),
        width,
        dash: [...dash],
        points: { show: false },
        ...(stepped && { paths: stepped }),
      };
    });
  });
}

/** Ranges that hold the curves of all tags of an axis. */
function scaleOf({ places }: ValueAxis, tags: readonly Tag[]): uPlot.Scale {
  const own = places.flatMap((place) => tags[place] ?? []);
  return {
    range: (_, low, high) => {
      const ranges = own.map((tag) => rangeOf(tag, low, high));
      return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
    },
  };
}

function valueAxis({ name, label, places }: ValueAxis, number: number): uPlot.Axis {
  const own = places.length === 1 ? colour(colourOf(places[0] ?? 0)) : colour("--text-soft");
  return axis({
    scale: name,
    label,
    labelSize: 18,
    size: 58,
    stroke: own,
    side: number % 2 === 0 ? LEFT : RIGHT,
    grid: { show: number === 0, stroke: colour("--grid"), width: 1 },
  });
}

function drawCursor(plot: uPlot, name: string, time: number | null): void {
  if (time === null) return;
  const { ctx, bbox } = plot;
  const x = plot.valToPos(time, "x", true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour("--text");
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `bold ${12 * devicePixelRatio}px sans-serif`;
  ctx.fillText(name, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  ctx.restore();
}

function hooks({ acts, cursors }: Drawing): uPlot.Hooks.Arrays {
  return {
    ready: [
      (plot) =>
        plot.over.addEventListener("click", (event) => {
          const time = plot.posToVal(event.offsetX, "x");
          acts.onCursor(event.shiftKey ? "b" : "a", time);
        }),
    ],
    setSelect: [
      (plot) => {
        const { left, width } = plot.select;
        if (width < DRAG) return;
        acts.onZoom({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      },
    ],
    setCursor: [
      ({ cursor: { left = -1 }, posToVal }) =>
        acts.onPointer(left < 0 ? null : posToVal(left, "x")),
    ],
    draw: [
      (plot) => {
        const { a, b } = cursors();
        drawCursor(plot, "A", a);
        drawCursor(plot, "B", b);
      },
    ],
  };
}

/** A shared time axis, an axis of values for each unit or tag, and three pens for each tag. */
export function optionsOf(drawing: Drawing): uPlot.Options {
  const { tags, isEach, size, acts } = drawing;
  const axes = axesOf(tags, isEach);
  const back = (): null => {
    acts.onZoom(null);
    return null;
  };
  return {
    ...size,
    padding: [8, 8, 0, 8],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: DRAG },
      bind: { dblclick: () => back },
    },
    axes: [axis({ space: 80, values: CLOCK }), ...axes.map(valueAxis)],
    scales: {
      x: { time: true },
      ...Object.fromEntries(axes.map((each) => [each.name, scaleOf(each, tags)])),
    },
    series: [{}, ...series(drawing, axes)],
    hooks: hooks(drawing),
  };
}
