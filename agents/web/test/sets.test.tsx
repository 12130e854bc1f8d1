import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { RestoreList, type RestoreEvent } from "../src/core/sets";
import { decodeMessage } from "../src/core/streamMessage";
import type { Twin } from "../src/core/twin";
import type { WhatIf } from "../src/core/whatif/answer";
import { TwinContext } from "../src/live/twinContext";
import { PlanDetail } from "../src/sets/PlanDetail";
import { TwinHealthCard } from "../src/twin/TwinHealthCard";
import { SetsView } from "../src/views/SetsView";
import { type Answers, type Call, stubExchange } from "./answers";
import { plantOf, tagOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

const TAGS = [
  tagOf({ name: "LIC-107.MODE", states: ["MAN", "AUTO", "CAS"], kind: "mode" }),
  tagOf({ name: "FIC-101.SP", kind: "setpoint" }),
];
const SAVED = { name: "rest", tags: 2, author: "ann", reason: "", time: "2026-01-01T00:00:00Z" };
const VALUES = [
  { tag: "LIC-107.MODE", saved: 1, now: 0, difference: -1, within: false },
  { tag: "FIC-101.SP", saved: 20, now: 20, difference: 0, within: true },
];
const PLAN = {
  plan_id: "p1",
  name: "rest",
  steps: [{ phase: 1, tag: "LIC-107.MODE", value: 1, former: 0, critical: "" }],
  left_out: ["PIC-1: its mode is not known now"],
};

function told(changes: Partial<RestoreEvent> = {}): RestoreEvent {
  return {
    restore_id: "r1",
    name: "rest",
    state: "begun",
    tag: "",
    value: null,
    reason: "",
    done: 0,
    steps: 1,
    author: "ann",
    time: "2026-01-01T00:00:00Z",
    ...changes,
  };
}

let twin: Twin;
let calls: Call[];
let answers: Answers;

beforeEach(() => {
  window.location.hash = "";
  twin = offlineTwin();
  calls = [];
  answers = {
    "GET /v1/sets": [200, { sets: [SAVED] }],
    "GET /v1/sets/rest": [200, { ...SAVED, values: VALUES }],
    "POST /v1/sets/rest/plan": [200, PLAN],
    "POST /v1/sets/rest/restore": [202, { restore_id: "r1" }],
  };
  stubExchange(answers, calls);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function show(content: React.JSX.Element): Promise<void> {
  const described = plantOf();
  const plant = new PlantIndex({ ...described, tags: [...described.tags, ...TAGS] });
  await act(async () => {
    render(<TwinContext.Provider value={{ twin, plant }}>{content}</TwinContext.Provider>);
    await Promise.resolve();
  });
}

async function press(testId: string): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByTestId(testId));
    await Promise.resolve();
  });
}

function type(testId: string, value: string): void {
  fireEvent.change(screen.getByTestId(testId), { target: { value } });
}

describe("setpoint sets", () => {
  it("saves the tags that fit the patterns, and opens the new set", async () => {
    answers["GET /v1/sets/night"] = [200, { ...SAVED, name: "night", values: VALUES.slice(1) }];
    await show(<SetsView />);
    await press("new-set");
    type("set-name", "night");
    type("set-tags", "FIC-1*, LIC-107.*");
    type("set-reason", "less load");
    await press("set-save");
    const body = { tags: ["FIC-1*", "LIC-107.*"], reason: "less load" };
    expect(calls).toEqual([["PUT", "/v1/sets/night", body]]);
    expect(screen.getByTestId("set-summary").textContent).toContain("as the set has it");
  });

  it("says why a set was not saved", async () => {
    answers["PUT /v1/sets/night"] = [422, { error: "no good value", hint: "look at tags" }];
    await show(<SetsView />);
    await press("new-set");
    type("set-name", "night");
    await press("set-save");
    expect(screen.getByRole("alert").textContent).toContain("no good value");
  });

  it("shows what differs in the words of the tag, then plans and restores", async () => {
    await show(<SetsView />);
    await act(async () => {
      fireEvent.click(screen.getByRole("button", { name: "rest" }));
      await Promise.resolve();
    });
    expect(screen.getByTestId("set-summary").textContent).toContain("1 of 2 tags differ");
    const row = screen.getByTestId("compared-LIC-107.MODE");
    expect(row.textContent).toMatch(/AUTO.*MAN/);
    expect(screen.queryByTestId("compared-FIC-101.SP")).toBeNull();
    await press("set-make-plan");
    const plan = screen.getByTestId("set-plan");
    expect(within(plan).getByRole("table").textContent).toContain("LIC-107.MODE");
    expect(plan.textContent).toContain("its mode is not known now");
    type("restore-reason", "back");
    await press("set-restore");
    expect(calls.at(-1)).toEqual([
      "POST",
      "/v1/sets/rest/restore",
      { plan_id: "p1", reason: "back" },
    ]);
    expect(screen.queryByTestId("set-plan")).toBeNull();
  });

  it("has the model run a plan ahead as a whole, phase by phase", async () => {
    const asked = {
      number: "w1",
      state: "running",
      stage: "rebuilding the twin",
      share: null,
      failure: "",
      notes: [],
      at: "2026-01-01T00:00:00Z",
      for_s: 3600,
      answer: null,
    };
    answers["POST /v1/whatifs"] = [202, asked];
    await show(<PlanDetail plan={PLAN} onClose={() => undefined} />);
    type("whatif-for", "60");
    await press("whatif-run");
    const set = [{ tag: "LIC-107.MODE", value: 1, phase: 1, after_s: 0 }];
    expect(calls).toEqual([["POST", "/v1/whatifs", { at: null, set, minutes: 60, tags: [] }]]);
    expect(screen.getByTestId("whatif-running").textContent).toContain("rebuilding the twin");
    act(() =>
      twin.whatIf.asked.set({ ...asked, state: "failed", failure: "no snapshot" } as WhatIf),
    );
    expect(screen.getByTestId("whatif-failure").textContent).toContain("no snapshot");
    act(() => twin.whatIf.asked.set({ ...asked, number: "w2" } as WhatIf));
    expect(screen.queryByTestId("whatif-running")).toBeNull();
  });

  it("follows a restoring, which can be stopped while it goes on", async () => {
    await show(<SetsView />);
    act(() => twin.restores.hear(told()));
    expect(screen.getByTestId("restore-state").textContent).toBe("under way");
    await press("restore-cancel");
    expect(calls).toEqual([["DELETE", "/v1/restores/r1", null]]);
    act(() => twin.restores.hear(told({ state: "rolled_back", reason: "ann cancelled it" })));
    expect(screen.getByTestId("restore-state").textContent).toBe("rolled back");
    expect(screen.queryByTestId("restore-cancel")).toBeNull();
  });
});

describe("the list of restorings", () => {
  it("keeps each with all that was told of it, newest first", () => {
    const list = new RestoreList();
    list.hear(told());
    list.hear(told({ restore_id: "r2" }));
    list.hear(told({ state: "completed", done: 1 }));
    expect(list.get().map((each) => [each.restore_id, each.state, each.stages.length])).toEqual([
      ["r2", "begun", 1],
      ["r1", "completed", 2],
    ]);
  });

  it("hears only whole messages", () => {
    expect(decodeMessage(JSON.stringify({ type: "restore", ...told() }))).not.toBeNull();
    expect(decodeMessage(JSON.stringify({ type: "restore", restore_id: "r1" }))).toBeNull();
  });
});

describe("the twin's health", () => {
  it("shows the score, what is suspected, and parameters that the readings tell of", async () => {
    const shares = { score: 0.81, within: 0.9, consistent: 0.9, seen: 1, bounded: 1 };
    const fault = { target: "TT-101", place: "sensor", fault: "bias", size: 2.034, unit: "degC" };
    const one = {
      parameter: "R-101.activity",
      value: 0.9,
      deviation: 0.01,
      nominal: 1,
      prior: 0.1,
    };
    answers["GET /v1/twin/health"] = [
      200,
      {
        behind_s: 7,
        held: "the model is behind by 7 s",
        rating: { ...shares, time: "2026-01-01T00:00:00Z" },
        faults: [{ ...fault, significance: 6.5, since: "2026-01-01T00:00:00Z" }],
        parameters: [one, { ...one, parameter: "E-101.fouling", deviation: 0.1 }],
      },
    ];
    await show(<TwinHealthCard />);
    expect(screen.getByTestId("twin-held").textContent).toContain("behind by 7 s");
    expect(screen.getByTestId("twin-score").textContent).toBe("81 %");
    expect(screen.getByTestId("suspected-TT-101").textContent).toContain("2.03 °C");
    expect(screen.getByText("R-101.activity")).toBeDefined();
    expect(screen.queryByText("E-101.fouling")).toBeNull();
  });
});
