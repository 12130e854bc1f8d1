import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { TimeMachine } from "../src/core/timeMachine";
import type { Twin } from "../src/core/twin";
import { addressWithBranch, branchIn } from "../src/core/whatif/address";
import { happenings, type Answer, type Branch } from "../src/core/whatif/answer";
import { columnsOfBoth } from "../src/core/whatif/columns";
import { checkChange, EMPTY_DRAFT, questionOf } from "../src/core/whatif/draft";
import { TimeContext } from "../src/live/timeContext";
import { TwinContext } from "../src/live/twinContext";
import WhatIfView from "../src/whatif/WhatIfView";
import { type Answers, type Call, stubExchange } from "./answers";
import { offlineTwin } from "./offlineTwin";
import { plantOf, tagOf } from "./samples";

const drawn = vi.hoisted(() => ({ data: [] as unknown[][] }));

// jsdom has no canvas: what would be drawn is kept.
vi.mock("uplot", () => ({
  default: class {
    static paths = {};
    constructor(_options: unknown, data: unknown[]) {
      drawn.data.push(data);
    }
    destroy(): void {}
  },
}));

const MODE = tagOf({ name: "TIC-1.MODE", states: ["MAN", "AUTO"], kind: "mode", writable: true });
const PLANT = new PlantIndex({ ...plantOf(), tags: [...plantOf().tags, { ...MODE, high: 1 }] });
const SP = "TIC-1.SP";

function answerOf(changes: Partial<Answer> = {}): Answer {
  const none = { caused: {}, anyway: {}, averted: {} };
  return {
    at: "2026-01-01T00:00:00.000+00:00",
    run_id: "r",
    snapshot: "2026-01-01T00:00:00.000+00:00",
    doubt: "",
    for_s: 120,
    set: [{ tag: SP, value: 220, after_s: 0, shows: "TT-1", settled_s: 60 }],
    times: [0, 60, 120],
    tags: {
      "TT-1": {
        unit: "degC",
        changed: [210, 218, 220],
        unchanged: [210, 210, 210],
        history: [210, null, 211],
      },
    },
    alarms: none,
    interlocks: none,
    left_out: 0,
    ...changes,
  };
}

function branchOf(name: string, changes: Partial<Branch> = {}): Branch {
  return {
    name,
    at: "2026-01-01T00:00:00.000+00:00",
    for_s: 120,
    written: `${SP}=220`,
    limits: 1,
    author: "ann",
    created: "2026-01-02T00:00:00+00:00",
    digest: "0123456789abcdef",
    version: "1",
    question: `twin whatif --set ${SP}=220`,
    applies: { [SP]: 220 },
    applies_not: "",
    answer: answerOf(),
    ...changes,
  };
}

describe("a question", () => {
  it("is checked against range, states and the end before it is asked", () => {
    const check = (tag: string, text: string, after = ""): string => {
      const checked = checkChange({ tag, text, after }, PLANT.tags, 30);
      return checked.ok ? `${checked.value} ${checked.after_s}` : checked.problem;
    };
    expect(check(SP, "220,5", "1.5")).toBe("220.5 90");
    expect(check(SP, "300")).toContain("Outside the range 190");
    expect(check("TT-1", "200")).toContain("can not be written");
    expect(check("TIC-1.MODE", "1")).toBe("1 0");
    expect(check(SP, "200", "30")).toContain("before the end");
    expect(check("XT-1", "1")).toBe("Choose a tag.");
  });

  it("is none while a change is wrong or nothing is asked for", () => {
    const changes = [{ tag: SP, text: "220", after: "" }];
    const whole = questionOf({ ...EMPTY_DRAFT, at: 0, changes, tags: ["LT-1"] }, PLANT.tags);
    expect(whole).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      set: [{ tag: SP, value: 220, after_s: 0 }],
      minutes: 30,
      tags: ["LT-1"],
    });
    expect(questionOf(EMPTY_DRAFT, PLANT.tags)).toBeNull();
    const wrong = [...changes, { tag: SP, text: "9", after: "" }];
    expect(questionOf({ ...EMPTY_DRAFT, changes: wrong }, PLANT.tags)).toBeNull();
  });
});

describe("an answer", () => {
  it("tells what comes up in the order of time", () => {
    const alarms = { caused: { "TT-1.high": 90 }, anyway: {}, averted: { "LT-1.low": 10 } };
    const interlocks = { caused: {}, anyway: { UZ: 30 }, averted: {} };
    expect(happenings(answerOf({ alarms, interlocks })).map((e) => `${e.words} ${e.name}`)).toEqual(
      ["would cross without it LT-1.low", "trips anyway UZ", "crosses TT-1.high"],
    );
  });

  it("is laid over another one that was noted at other times", () => {
    const tags = { "TT-1": { unit: "degC", changed: [210, 200], unchanged: [], history: [] } };
    const other = answerOf({ times: [0, 30], tags });
    expect(columnsOfBoth(answerOf(), other, "TT-1")).toEqual([
      [0, 0.5, 1, 2],
      [210, null, 210, 210],
      [210, null, 218, 220],
      [210, 200, null, null],
    ]);
  });

  it("has an address, alone or beside another one", () => {
    const hash = addressWithBranch("#area=loop&branch=x", { name: "less gas", other: "b" });
    expect(branchIn(hash)).toEqual({ name: "less gas", other: "b" });
    expect(hash).toContain("area=loop");
    expect(addressWithBranch(hash, null)).toBe("#area=loop");
    expect(branchIn("#area=loop")).toBeNull();
  });
});

describe("the view", () => {
  let twin: Twin;
  let calls: Call[];
  let answers: Answers;
  const whatIf = { number: "n1", stage: "running it ahead", share: 0.25, failure: "", notes: [] };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval"] });
    window.location.hash = "";
    [twin, calls, drawn.data] = [offlineTwin(), [], []];
    twin.me.set({ user: "ann", roles: [], may: ["read", "command"], session: "" });
    answers = {
      "GET /v1/branches": [200, { branches: [branchOf("less"), branchOf("more")], broken: [] }],
      "GET /v1/branches/less": [200, branchOf("less")],
      "GET /v1/branches/more": [200, branchOf("more")],
      "POST /v1/whatifs": [202, { ...whatIf, state: "running", answer: null }],
      "GET /v1/whatifs/n1": [200, { ...whatIf, state: "running", answer: null }],
    };
    stubExchange(answers, calls);
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    window.location.hash = "";
  });

  async function passed(ms: number): Promise<void> {
    await act(() => vi.advanceTimersByTimeAsync(ms));
  }

  async function show(): Promise<void> {
    render(
      <TwinContext.Provider value={{ twin, plant: PLANT }}>
        <TimeContext.Provider value={new TimeMachine(twin)}>
          <WhatIfView />
        </TimeContext.Provider>
      </TwinContext.Provider>,
    );
    await passed(0);
  }

  async function press(testId: string): Promise<void> {
    fireEvent.click(screen.getByTestId(testId));
    await passed(0);
  }

  const type = (field: HTMLElement | undefined, value: string): void => {
    if (field !== undefined) fireEvent.change(field, { target: { value } });
  };

  async function ask(): Promise<void> {
    await show();
    type(screen.getByTestId("whatif-tag"), SP.toLowerCase());
    type(screen.getByTestId("whatif-value"), "220");
    await press("whatif-run");
  }

  it("asks, shows how far it is, then the answer, and keeps it under a name", async () => {
    await ask();
    const question = { at: null, minutes: 30, tags: [] };
    const set = [{ tag: SP, value: 220, after_s: 0 }];
    expect(calls).toEqual([["POST", "/v1/whatifs", { ...question, set }]]);
    expect(screen.getByRole("progressbar").getAttribute("value")).toBe("0.25");
    const interlocks = { caused: { "UZ-1": 90 }, anyway: {}, averted: {} };
    const answer = answerOf({ interlocks, left_out: 2 });
    answers["GET /v1/whatifs/n1"] = [200, { ...whatIf, state: "done", answer }];
    await passed(500);
    const happened = screen.getByTestId("whatif-happenings");
    expect(within(happened).getAllByRole("row")[1]?.textContent).toBe("tripsUZ-11.5 min");
    expect(screen.getByTestId("whatif-answer").textContent).toContain("2 more are of tags");
    expect(screen.getByTestId("whatif-ends-TT-1").textContent).toContain("with the change 220");
    expect(drawn.data.at(-1)).toEqual([
      [0, 1, 2],
      [210, null, 211],
      [210, 210, 210],
      [210, 218, 220],
    ]);
    answers["PUT /v1/branches/less"] = [409, { error: "there is a branch less", hint: "" }];
    type(screen.getByTestId("whatif-name"), "less");
    await press("whatif-keep");
    expect(screen.getByRole("alert").textContent).toContain("there is a branch less");
    answers["PUT /v1/branches/less"] = [200, branchOf("less")];
    await press("whatif-replace");
    expect(calls.at(-1)).toEqual(["PUT", "/v1/branches/less", { number: "n1", replace: true }]);
    expect(window.location.hash).toBe("#view=what-if&branch=less");
    expect(screen.getByTestId("branch-detail")).toBeDefined();
  });

  it("says why it was refused, and what is wrong with a value before it is asked", async () => {
    answers["POST /v1/whatifs"] = [429, { error: "olga has one under way", hint: "try again" }];
    await ask();
    expect(screen.getByRole("alert").textContent).toContain("olga has one under way");
    const rows = screen.getAllByTestId("whatif-value");
    type(rows[0], "999");
    expect(screen.getByTestId("whatif-form").textContent).toContain("Outside the range");
    expect(screen.getByTestId<HTMLButtonElement>("whatif-run").disabled).toBe(true);
  });

  it("is cancelled, and tells of one that has no answer", async () => {
    await ask();
    answers["GET /v1/whatifs/n1"] = [200, { ...whatIf, state: "cancelled", answer: null }];
    await press("whatif-cancel");
    expect(calls.at(-1)?.slice(0, 2)).toEqual(["DELETE", "/v1/whatifs/n1"]);
    expect(screen.getByText("It was cancelled.")).toBeDefined();
    await press("whatif-run");
    answers["GET /v1/whatifs/n1"] = [404, { error: "there is no what-if n1", hint: "" }];
    await passed(500);
    expect(screen.getByTestId("whatif-failure").textContent).toContain("there is no what-if");
  });

  it("waits on while the exchange does not answer", async () => {
    await ask();
    answers["GET /v1/whatifs/n1"] = [503, { error: "away", hint: "" }];
    await passed(500);
    expect(screen.getByTestId("whatif-running").textContent).toContain("away");
    const done = { ...whatIf, state: "done", answer: answerOf() };
    answers["GET /v1/whatifs/n1"] = [200, done];
    await passed(500);
    expect(screen.getByTestId("whatif-answer")).toBeDefined();
  });

  it("opens what a link names, beside another one, and deletes only when it is sure", async () => {
    window.location.hash = "#branch=less&with=more";
    const row = { tag: "TT-1", end: 220, other_end: 200, difference: -20, after_s: 120 };
    const events = [{ event: "alarm", name: "TT-1.high", after_s: null, other_after_s: 30 }];
    answers["GET /v1/branches/less/difference"] = [
      200,
      { name: "less", other: "more", tags: [row], events, doubts: ["different moments"] },
    ];
    await show();
    expect(screen.getByTestId("branch-difference").textContent).toContain("−20");
    expect(screen.getByTestId("branch-both").textContent).toContain("different moments");
    expect(screen.getByTestId("branch-link").getAttribute("href")).toContain(
      "#branch=less&with=more",
    );
    await press("branch-delete");
    expect(calls).toEqual([]);
    await press("branch-delete-sure");
    expect(calls).toEqual([["DELETE", "/v1/branches/less", null]]);
    expect(window.location.hash).toBe("#view=what-if");
  });

  it("begins again with what a branch has tried, at its moment", async () => {
    window.location.hash = "#branch=less";
    await show();
    await press("branch-try");
    expect(screen.getAllByTestId<HTMLInputElement>("whatif-value")[0]?.value).toBe("220");
    await press("whatif-run");
    const question = { at: "2026-01-01T00:00:00.000Z", minutes: 2, tags: [] };
    const set = [{ tag: SP, value: 220, after_s: 0 }];
    expect(calls).toEqual([["POST", "/v1/whatifs", { ...question, set }]]);
  });

  it("goes to the plant only as a setpoint set", async () => {
    window.location.hash = "#branch=less";
    await show();
    await press("branch-apply");
    const reason = "as tried in the branch less, 0123456789ab";
    expect(calls).toEqual([["PUT", "/v1/sets/less", { values: { [SP]: 220 }, reason }]]);
    expect(window.location.hash).toBe("#view=sets&set=less");
  });
});
