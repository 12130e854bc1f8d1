import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { foreseen, formatSpan, type Prediction } from "../src/core/prediction";
import { decodeMessage } from "../src/core/streamMessage";
import type { Twin } from "../src/core/twin";
import { TwinContext } from "../src/live/twinContext";
import { SetpointDialog } from "../src/setpoint/SetpointDialog";
import { plantOf, valueOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

// There is no canvas here; the browser tests look at the curve.
vi.mock("../src/trend/AheadPlot", () => ({ AheadPlot: () => null }));

const plant = new PlantIndex(plantOf());
let twin: Twin;

function predictionOf(changes: Partial<Prediction> = {}): Prediction {
  return {
    request_id: "r1",
    tag: "TIC-1.SP",
    value: 212,
    failure: "",
    doubt: "",
    shows: "TT-1",
    unit: "degC",
    horizon_s: 600,
    settled_s: 95,
    final: 212,
    crossed: [],
    tripped: [],
    curve: [
      [0, 210],
      [600, 212],
    ],
    ...changes,
  };
}

function answer(status: number, body: object): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), { status })));
}

async function ask(): Promise<void> {
  fireEvent.change(screen.getByTestId("setpoint-input"), { target: { value: "212" } });
  await act(async () => fireEvent.click(screen.getByTestId("setpoint-predict")));
}

beforeEach(() => {
  twin = offlineTwin();
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  const tag = plant.tags.get("TIC-1.SP");
  if (tag === undefined) throw new Error("no tag");
  twin.values.receive([valueOf({ tag: "TIC-1.SP", value: 210 })]);
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <SetpointDialog tag={tag} onClose={() => undefined} />
    </TwinContext.Provider>,
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the setpoint dialog", () => {
  it("shows what the model says before anything is sent", async () => {
    answer(200, predictionOf());
    await ask();
    const effect = screen.getByTestId("prediction-effect").textContent;
    expect(effect).toContain("with 212.00: TT-1 settles within 1.6 min");
    expect(screen.getByTestId("prediction").textContent).toContain("No limit is crossed");
    expect(screen.getByTestId("setpoint-confirm")).toHaveProperty("disabled", false);
  });

  it("names limits and trips in the order in which they come, and why to doubt", async () => {
    const crossed = [{ alarm: "TT-1.high", after_s: 240 }];
    const tripped = [{ interlock: "I-1", after_s: 30 }];
    answer(200, predictionOf({ settled_s: null, crossed, tripped, doubt: "TT-9 is stale" }));
    await ask();
    const shown = screen.getByTestId("prediction").textContent;
    expect(shown).toMatch(/TT-1 is 212.0 °C after 10 min.*trips I-1 after 30 s.*TT-1\.high/);
    expect(shown).toContain("Uncertain: TT-9 is stale");
  });

  it("tells why the model cannot say", async () => {
    answer(200, predictionOf({ failure: "the model can not go on", shows: "" }));
    await ask();
    expect(screen.getByTestId("prediction-failure").textContent).toContain("can not go on");
  });

  it("tells why the question was refused", async () => {
    answer(503, { error: "the model did not answer", hint: "GET /v1/status" });
    await ask();
    expect(screen.getByTestId("setpoint-error").textContent).toContain("did not answer");
  });

  it("keeps the prediction of a command beside its stages", async () => {
    answer(202, { request_id: "r1" });
    fireEvent.change(screen.getByTestId("setpoint-input"), { target: { value: "212" } });
    await act(async () => fireEvent.click(screen.getByTestId("setpoint-confirm")));
    const stage = { request_id: "r1", tag: "TIC-1.SP", value: 212, author: "ann", reason: null };
    act(() =>
      twin.commands.advance({ ...stage, state: "predicted", time: "2026-01-01T00:00:00Z" }),
    );
    act(() => twin.commands.foresee(predictionOf()));
    expect(screen.getByTestId("prediction-effect").textContent).toContain("settles within");
  });
});

it("predictions of others' questions are left alone", () => {
  twin.commands.foresee(predictionOf({ request_id: "unknown" }));
  expect(twin.commands.get()).toEqual([]);
});

it("limits and trips are in the order of time", () => {
  const crossed = [{ alarm: "A.low", after_s: 3 }];
  const tripped = [{ interlock: "I-1", after_s: 2 }];
  expect(foreseen(predictionOf({ crossed, tripped })).map(({ name }) => name)).toEqual([
    "I-1",
    "A.low",
  ]);
});

it.each([
  [7.6, "8 s"],
  [95, "1.6 min"],
  [1800, "30 min"],
])("%d s is said as %s", (seconds, said) => {
  expect(formatSpan(seconds)).toBe(said);
});

it("the stream's message is understood, and an incomplete one is not", () => {
  const whole = JSON.stringify({ type: "prediction", ...predictionOf() });
  expect(decodeMessage(whole)?.type).toBe("prediction");
  expect(decodeMessage('{"type": "prediction", "request_id": "r1"}')).toBeNull();
});
