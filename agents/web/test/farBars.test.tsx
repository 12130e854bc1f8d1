import { act, cleanup, render } from "@testing-library/react";
import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { scalePlaces } from "../src/core/scale";
import type { Value } from "../src/core/value";
import { FarContext } from "../src/diagram/distance";
import { FarBars } from "../src/diagram/FarBars";
import type { DiagramNode } from "../src/diagram/graph";
import { paintBars } from "../src/diagram/paintBars";
import { TwinContext } from "../src/live/twinContext";
import { offlineTwin } from "./offlineTwin";
import { plantOf, sampleOf, tagOf, valueOf } from "./samples";

const TAG = tagOf({ low: 0, high: 100, alarms: { low: 20, high: 80 } });
const NEEDLE = 3;

/** Where rectangles of a width were painted, from left to right in pixels. */
let painted: { width: number; at: number }[] = [];
let transform: number[] = [];

const context = {
  setTransform: (...given: number[]) => (transform = given),
  clearRect: () => (painted = []),
  fillRect: (x: number, _y: number, width: number) => {
    const [scale = 1, , , , left = 0] = transform;
    painted.push({ width, at: left + scale * (x + width / 2) });
  },
  beginPath: vi.fn(),
  lineTo: vi.fn(),
  fill: vi.fn(),
};

const needles = () => painted.filter(({ width }) => width === NEEDLE).map(({ at }) => at);

beforeEach(() => {
  painted = [];
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it("places all that is known on the range, within it", () => {
  const sample = sampleOf({ value: 50, simulated: 170 });
  expect(scalePlaces(TAG, sample, null)).toEqual({
    normal: [20, 80],
    reported: 50,
    simulated: 100,
    desired: null,
  });
  expect(scalePlaces(TAG, sampleOf({ origin: "model", value: 50 }), 10).reported).toBeNull();
});

it("stretches a bar over its mark, wherever the drawing is seen", () => {
  const box = { x: 100, y: 0, width: 120, height: 18 };
  const places = scalePlaces(TAG, sampleOf({ value: 50, simulated: null }), null);
  const sight = { x: 10, y: 20, zoom: 0.5, width: 800, height: 600 };
  paintBars(document.createElement("canvas"), [{ box, places }], sight);
  expect(needles()).toEqual([10 + 0.5 * (100 + 120 / 2)]);
});

function farBars(far = true) {
  const twin = offlineTwin();
  const node = { id: "mark", type: "mark", position: { x: 0, y: 0 }, width: 120, height: 18 };
  const nodes = [{ ...node, data: { tag: TAG.name } }] as DiagramNode[];
  const flow = (
    <TwinContext.Provider value={{ twin, plant: new PlantIndex({ ...plantOf(), tags: [TAG] }) }}>
      <FarContext.Provider value={far}>
        <ReactFlowProvider initialWidth={800} initialHeight={600}>
          <ReactFlow width={800} height={600}>
            <FarBars nodes={nodes} />
          </ReactFlow>
        </ReactFlowProvider>
      </FarContext.Provider>
    </TwinContext.Provider>
  );
  const { container } = render(flow);
  const receive = (told: Partial<Value>) =>
    act(async () => {
      twin.values.receive([valueOf({ tag: TAG.name, ...told })]);
      await Promise.resolve();
    });
  return { receive, container };
}

it("paints a value as soon as it is there, and none for a mark with a word of its own", async () => {
  const { receive } = farBars();
  await receive({ value: 50 });
  expect(needles()).toEqual([60]);
  await receive({ value: 75 });
  expect(needles()[0]).toBeGreaterThan(60);
  await receive({ value: 75, quality: "bad" });
  expect(painted).toEqual([]);
});

it("paints nothing for who is near", () => {
  expect(farBars(false).container.querySelector("canvas")).toBeNull();
});
