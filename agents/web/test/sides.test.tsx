import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";

import { conditionOf } from "../src/core/condition";
import { LiveValues } from "../src/core/liveValues";
import { ModelTwin } from "../src/core/modelTwin";
import { ofModel } from "../src/core/modelValues";
import { PlantIndex } from "../src/core/plant";
import { addressWithSide, sideIn } from "../src/core/side";
import type { Value } from "../src/core/value";
import { TwinContext } from "../src/live/twinContext";
import { addressOf } from "../src/shell/area";
import { DiagramView } from "../src/shell/DiagramView";
import { offlineTwin } from "./offlineTwin";
import { plantOf, tagOf, valueOf } from "./samples";

const TIMES = { source_time: "2026-11-28T12:00:10.000Z", age_s: 0.5 };

beforeEach(() => {
  window.location.hash = "";
});
afterEach(cleanup);

const modelOf = (value: Partial<Value>) => ofModel({ ...valueOf(value), receivedAt: 1000 });

it("gives the model's value with its own age, doubt and origin, never those of the reading", () => {
  const simulated_time = "2026-11-28T12:00:04.000Z";
  const found = modelOf({ ...TIMES, simulated: 209, simulated_time, quality: "bad", value: null });
  expect(found).toMatchObject({ value: 209, origin: "model", quality: "good", age_s: 6.5 });
  expect(conditionOf(found, tagOf({ rate_s: 1 }), 1000).trust).toBe("stale");
  const doubted = modelOf({ ...TIMES, simulated_time, simulated_reason: "behind" });
  expect(doubted).toMatchObject({ quality: "uncertain", reason: "behind" });
  const unknown = conditionOf(modelOf({ simulated: null }), tagOf(), 1000);
  expect([unknown.trust, unknown.live]).toEqual(["missing", false]);
});

it("wakes whoever shows the model when the twin it is of hears something", () => {
  const twin = offlineTwin();
  const model = new ModelTwin(twin);
  let woken = 0;
  model.values.subscribe("TT-1", () => woken++);
  twin.values.receive([valueOf({ tag: "TT-1", simulated: 208 })]);
  expect([woken, model.values.get("TT-1")?.value]).toEqual([1, 208]);
  expect(model.values.get("TT-1")).toBe(model.values.get("TT-1"));
  expect(model.values.all()).toEqual([model.values.get("TT-1")]);
  expect(model.values.get("TT-2")).toBeUndefined();
  expect(model.values).toBeInstanceOf(LiveValues);
});

it("keeps in the address whose values are shown, from one area to the next", () => {
  expect(addressWithSide("#area=loop&at=5", "both")).toBe("#area=loop&at=5&shows=both");
  expect(addressWithSide("#area=loop&shows=both", "plant")).toBe("#area=loop");
  expect(["#shows=model", "#shows=moon", ""].map(sideIn)).toEqual(["model", "plant", "plant"]);
  window.location.hash = "#area=loop&shows=model";
  expect(addressOf("store")).toBe("#area=store&shows=model");
});

it("shows plant and model side by side, each with its name, moved and fitted together", () => {
  const twin = offlineTwin();
  const plant = new PlantIndex(plantOf());
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <DiagramView />
    </TwinContext.Provider>,
  );
  expect(screen.queryByTestId("side-label-model")).toBeNull();
  fireEvent.click(screen.getByTestId("side-both"));
  act(() => window.dispatchEvent(new Event("hashchange")));
  const [measured, simulated] = screen.getAllByTestId("diagram");
  if (measured === undefined || simulated === undefined) throw new Error("not side by side");
  expect(within(measured).getByTestId("side-label-plant").textContent).toBe("PLANT measured");
  expect(within(simulated).getByTestId("side-label-model").textContent).toMatch(/^MODEL/);
  expect(screen.getAllByTestId("fit-view")).toHaveLength(1);
  fireEvent.click(screen.getByTestId("side-model"));
  act(() => window.dispatchEvent(new Event("hashchange")));
  expect(screen.getAllByTestId("diagram")).toHaveLength(1);
  expect(screen.getByTestId("side-label-model")).toBeTruthy();
});
