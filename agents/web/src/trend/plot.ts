import uPlot from "uplot";

import { formatNumber } from "../core/format";
import type { Tag } from "../core/plant";
import type { CurvePen } from "./curvePen";

export type Pen = "reported" | "simulated" | "desired";

/** The colours of the page, read from its style sheet. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function pen(name: Pen, tag: Tag): uPlot.Series {
  const dash: Record<Pen, number[]> = { reported: [], simulated: [6, 4], desired: [2, 3] };
  const stepped = name === "desired" ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    label: name,
    stroke: colour(`--pen-${name}`),
    width: name === "reported" ? 2 : 1.5,
    dash: dash[name],
    points: { show: false },
    value: (_, value) => formatNumber(value, tag),
    ...(stepped === undefined ? {} : { paths: stepped }),
  };
}

export function axis(more: uPlot.Axis): uPlot.Axis {
  const grid = { stroke: colour("--grid"), width: 1 };
  return { stroke: colour("--text-soft"), grid, ticks: grid, font: "11px sans-serif", ...more };
}

/** The shown range: the curves with some air, never so narrow that noise looks like an event. */
export function rangeOf(tag: Tag, low: number | null, high: number | null): [number, number] {
  const [bottom, top] = [low ?? tag.low, high ?? tag.high];
  const air = Math.max((top - bottom) * 0.1, (tag.high - tag.low) * 0.005);
  return [bottom - air, top + air];
}

const DAY = 86_400;
const MINUTE = 60;

/** Hours and minutes; with the day where the axis spans more than one, with seconds where that parts its marks. */
export const CLOCK: uPlot.Axis["values"] = (_, times) => {
  const [first = 0, second = first + MINUTE] = times;
  const isLong = (times.at(-1) ?? 0) - first > DAY;
  return times.map((time) => {
    const at = new Date(time * 1000);
    const clock = at.toLocaleTimeString("en-GB").slice(0, second - first < MINUTE ? 8 : 5);
    return isLong ? `${at.toLocaleDateString("en-GB").slice(0, 5)} ${clock}` : clock;
  });
};

/** Options of a curve ahead: minutes from now, in the pen of what is simulated. */
export function aheadOptions(tag: Tag, width: number, height: number): uPlot.Options {
  const minutes: uPlot.Axis["values"] = (_, times) => times.map((time) => `+${time} min`);
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    cursor: { y: false },
    legend: { show: false },
    axes: [axis({ space: 70, values: minutes }), axis({ size: 58 })],
    scales: { x: { time: false }, y: { range: (_, low, high) => rangeOf(tag, low, high) } },
    series: [{}, pen("simulated", tag)],
  };
}

/** Options of curves from a moment on: minutes after it, a pen each, with a cursor read-out. */
export function curvesOptions(
  tag: Tag,
  pens: readonly CurvePen[],
  width: number,
  height: number,
): uPlot.Options {
  const curves = pens.map((each) => ({
    label: each.label,
    stroke: colour(each.colour),
    width: each.width,
    dash: each.dash,
    spanGaps: each.spansGaps,
    points: { show: false },
    value: (_: uPlot, value: number | null) => formatNumber(value, tag),
  }));
  const after: uPlot.Series = {
    label: "after",
    value: (_, minutes) => (minutes === null ? "—" : `${minutes.toFixed(1)} min`),
  };
  return {
    ...aheadOptions(tag, width, height),
    padding: [8, 28, 0, 0],
    legend: { live: true },
    series: [after, ...curves],
  };
}

/** Options of a trend: shared time axis, one pen each for reported, simulated, desired. */
export function trendOptions(tag: Tag, width: number, height: number): uPlot.Options {
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    cursor: { y: false },
    legend: { live: true },
    axes: [axis({ space: 80, values: CLOCK }), axis({ size: 58 })],
    scales: { x: { time: true }, y: { range: (_, low, high) => rangeOf(tag, low, high) } },
    series: [
      { value: "{HH}:{mm}:{ss}" },
      pen("reported", tag),
      pen("simulated", tag),
      pen("desired", tag),
    ],
  };
}
