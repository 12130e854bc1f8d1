import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { addressPinned, drawingMark, isOfDrawing } from "../src/core/pinnedLink";
import { PlantIndex } from "../src/core/plant";
import { TwinContext } from "../src/live/twinContext";
import { OtherDrawing } from "../src/shell/OtherDrawing";
import { PinnedLink } from "../src/shell/PinnedLink";
import { offlineTwin } from "./offlineTwin";
import { plantOf } from "./samples";

const PLANT = new PlantIndex(plantOf());
const drawing = PLANT.drawing("loop");
const moved = {
  ...drawing,
  layout: { ...drawing.layout, instruments: { "TT-1": { x: 1, y: 2 } } },
};

afterEach(() => {
  cleanup();
  window.location.hash = "";
});

it("a drawing that was changed has another mark, the same one the same", () => {
  expect(drawingMark(new PlantIndex(plantOf()).drawing("loop"))).toBe(drawingMark(drawing));
  expect(drawingMark(moved)).not.toBe(drawingMark(drawing));
  const renamed = new Map(
    [...drawing.connectors].map(([id, each]) => [id, { ...each, carries: "x" }]),
  );
  expect(drawingMark({ ...drawing, connectors: renamed })).not.toBe(drawingMark(drawing));
});

it("a link pins drawing, moment and origin, and keeps what else the address says", () => {
  const address = addressPinned("#area=old&shows=model&x=1", drawing, 0);
  expect(Object.fromEntries(new URLSearchParams(address.slice(1)))).toEqual({
    area: "loop",
    shows: "model",
    x: "1",
    at: "1970-01-01T00:00:00.000Z",
    drawing: drawingMark(drawing),
  });
  expect([isOfDrawing(address, drawing), isOfDrawing(address, moved)]).toEqual([true, false]);
  expect(isOfDrawing("#area=loop", moved)).toBe(true);
});

it("the link is there to be copied by hand where there is no clipboard", () => {
  render(
    <TwinContext.Provider value={{ twin: offlineTwin(), plant: PLANT }}>
      <PinnedLink drawing={drawing} />
    </TwinContext.Provider>,
  );
  const before = Date.now();
  fireEvent.click(screen.getByTestId("pin-link"));
  const { value } = screen.getByTestId<HTMLInputElement>("pinned-link");
  const known = new URLSearchParams(new URL(value).hash.slice(1));
  expect(known.get("shows")).toBe("plant");
  expect(Date.parse(known.get("at") ?? "")).toBeGreaterThanOrEqual(before);
  fireEvent.blur(screen.getByTestId("pinned-link"));
  expect(screen.queryByTestId("pinned-link")).toBeNull();
});

it("whoever opens a link of a drawing that was changed is told so", () => {
  window.location.hash = addressPinned("", drawing, 0);
  const { rerender } = render(<OtherDrawing drawing={drawing} />);
  expect(screen.queryByTestId("other-drawing")).toBeNull();
  rerender(<OtherDrawing drawing={moved} />);
  expect(screen.getByTestId("other-drawing").textContent).toContain(
    "before the drawing was changed",
  );
});
