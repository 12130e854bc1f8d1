import { ReactFlow, ReactFlowProvider, useReactFlow, type ReactFlowInstance } from "@xyflow/react";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { extentOf } from "../src/diagram/extent";
import { FitOnResize, fitOf } from "../src/diagram/FitOnResize";
import { ZoomTools } from "../src/diagram/ZoomTools";

// A pipe runs below everything else.
const DRAWN = { x: 0, y: 0, width: 1000, height: 800 };
const NODES = [{ id: "all", position: { x: 0, y: 0 }, width: 1000, height: 700, data: {} }];
const observers = new Set<() => void>();
let height = 0;
let flow: ReactFlowInstance;

class Observer {
  private readonly told: () => void;
  constructor(told: (entries: unknown[]) => void) {
    this.told = () => told([{ contentRect: { width: 1600, height } }]);
  }
  observe(node: Element): void {
    if (node.classList.contains("react-flow__node")) return;
    observers.add(this.told);
  }
  unobserve(): void {
    observers.delete(this.told);
  }
  disconnect(): void {
    observers.delete(this.told);
  }
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", Observer);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1600);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(() => height);
});

afterEach(() => {
  cleanup();
  observers.clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function Keep() {
  flow = useReactFlow();
  return null;
}

function Screen({ panelOpen = false }) {
  return (
    <ReactFlowProvider>
      <ReactFlow nodes={NODES} minZoom={0.2} maxZoom={4} />
      <FitOnResize drawn={DRAWN} panelOpen={panelOpen} />
      <ZoomTools drawn={DRAWN} />
      <Keep />
    </ReactFlowProvider>
  );
}

function leave(room: number): void {
  height = room;
  act(() => observers.forEach((told) => told()));
}

const fitted = (room: number) =>
  fitOf(DRAWN, { width: 1600, height: room, minZoom: 0.2, maxZoom: 4 });

it("fits a drawing to its room however fast banners come while it is being opened", () => {
  height = 770;
  const { rerender } = render(<Screen />);
  leave(710);
  leave(650);
  expect(flow.getViewport()).toEqual(fitted(650));

  const moved = { x: 5, y: -40, zoom: 2 };
  act(() => void flow.setViewport(moved));
  leave(700);
  expect(flow.getViewport()).toEqual(moved);

  fireEvent.click(screen.getByTestId("fit-view"));
  expect(flow.getViewport()).toEqual(fitted(700));
  leave(600);
  expect(flow.getViewport()).toEqual(fitted(600));

  act(() => void flow.setViewport(moved));
  rerender(<Screen panelOpen />);
  expect(flow.getViewport()).toEqual(fitted(600));
});

it("counts pipes that run outside of everything they join, and names below equipment", () => {
  const shared = { position: { x: 0, y: 0 }, width: 60, height: 40, source: "P-1", target: "P-1" };
  const equipment = { id: "P-1", kind: "pump", area: "loop", description: "" };
  const data = { equipment, orientation: "right", driven: false } as const;
  const nodes = [{ ...shared, id: "P-1", type: "equipment" as const, data }];
  expect(extentOf({ nodes, edges: [] })).toEqual({ x: 0, y: 0, width: 60, height: 56 });
  const points = [60, 90].map((y) => ({ x: -20, y }));
  const pipe = {
    ...shared,
    id: "S-1",
    type: "pipe" as const,
    data: { points, phase: "gas" as const },
  };
  expect(extentOf({ nodes, edges: [pipe] })).toEqual({ x: -20, y: 0, width: 80, height: 90 });
});

it("what is small is not blown up to fill its room", () => {
  const small = { x: 0, y: 0, width: 100, height: 80 };
  const room = { width: 1600, height: 800, minZoom: 0.2, maxZoom: 4 };
  expect(fitOf(small, room)).toEqual({ x: 725, y: 340, zoom: 1.5 });
});
