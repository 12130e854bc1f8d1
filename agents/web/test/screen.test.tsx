import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { PlantIndex, type Tag } from "../src/core/plant";
import type { Twin } from "../src/core/twin";
import { TwinContext } from "../src/live/twinContext";
import { ValueMark } from "../src/mark/ValueMark";
import { SetpointDialog } from "../src/setpoint/SetpointDialog";
import { plantOf, valueOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

const plant = new PlantIndex(plantOf());
let twin: Twin;

function tagNamed(name: string): Tag {
  const tag = plant.tags.get(name);
  if (tag === undefined) throw new Error(`no tag ${name}`);
  return tag;
}

function show(element: React.ReactNode): void {
  render(<TwinContext.Provider value={{ twin, plant }}>{element}</TwinContext.Provider>);
}

function answer(status: number, body: object): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), { status })));
}

beforeEach(() => {
  twin = offlineTwin();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  [{}, "good", ""],
  [{ quality: "bad", reason: "wire break" }, "bad", "BAD"],
  [{ age_s: 60 }, "stale", "STALE"],
  [{ origin: "model" }, "good", "SIM"],
  [{ origin: "replay", quality: "uncertain" }, "uncertain", "UNCERT REPLAY"],
] as const)("a mark says in words what is wrong with %j", (changes, trust, badge) => {
  twin.values.receive([valueOf(changes)]);
  show(<ValueMark tag={tagNamed("TT-1")} onSelect={() => undefined} />);
  const mark = screen.getByTestId("mark-TT-1");
  expect(mark.dataset["trust"]).toBe(trust);
  expect(mark.querySelector(".badge")?.textContent ?? "").toBe(badge);
  expect(mark.title).toContain("simulated 209.0 °C");
});

it("one mark draws reported, simulated, and the setpoint of its loop as desired", () => {
  twin.values.receive([valueOf(), valueOf({ tag: "TIC-1.SP", value: 212 })]);
  show(<ValueMark tag={tagNamed("TT-1")} onSelect={() => undefined} />);
  const roles = [...screen.getByTestId("mark-TT-1").querySelectorAll("[data-role]")];
  expect(roles.map((role) => role.getAttribute("data-role")).sort()).toEqual([
    "desired",
    "reported",
    "simulated",
  ]);
  expect(screen.getByTestId("mark-TT-1").title).toContain("desired 212.0 °C");
});

async function request(text: string): Promise<void> {
  twin.values.receive([valueOf({ tag: "TIC-1.SP", value: 210 })]);
  show(<SetpointDialog tag={tagNamed("TIC-1.SP")} onClose={() => undefined} />);
  fireEvent.change(screen.getByTestId("setpoint-input"), { target: { value: text } });
  const confirm = screen.getByTestId("setpoint-confirm");
  await act(async () => fireEvent.click(confirm));
}

it("a setpoint outside the limits can not be sent", async () => {
  await request("300");
  expect(screen.getByTestId("setpoint-problem").textContent).toContain("Outside the range");
  expect(screen.getByTestId("setpoint-confirm")).toHaveProperty("disabled", true);
});

it("a sent setpoint is followed to its outcome", async () => {
  answer(202, { request_id: "r1" });
  await request("212");
  const event = { request_id: "r1", tag: "TIC-1.SP", value: 212, author: "ann", reason: null };
  act(() => twin.commands.advance({ ...event, state: "requested", time: "2026-01-01T00:00:00Z" }));
  expect(screen.queryByTestId("setpoint-outcome")).toBeNull();
  act(() => twin.commands.advance({ ...event, state: "completed", time: "2026-01-01T00:00:01Z" }));
  expect(screen.getByTestId("setpoint-outcome").textContent).toBe("completed");
});

it("a refusal by the exchange is shown with its hint, and the form stays", async () => {
  answer(403, { error: "You may not write this tag.", hint: "Ask the shift leader." });
  await request("212");
  expect(screen.getByTestId("setpoint-error").textContent).toContain("Ask the shift leader.");
  expect(screen.getByTestId("setpoint-input")).toHaveProperty("value", "212");
});
