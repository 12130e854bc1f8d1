import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Approvals, type ApprovalEvent } from "../src/core/approvals";
import type { CommandState } from "../src/core/command";
import { PlantIndex } from "../src/core/plant";
import type { Twin } from "../src/core/twin";
import { TwinContext } from "../src/live/twinContext";
import { SetpointDialog } from "../src/setpoint/SetpointDialog";
import { StageList } from "../src/setpoint/StageList";
import { ApprovalsView } from "../src/views/ApprovalsView";
import { plantOf, tagOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

// Before the page's clock is made: it shall stand still unless a test lets it go on.
vi.hoisted(() => vi.useFakeTimers({ toFake: ["performance", "setInterval", "clearInterval"] }));

const plant = new PlantIndex(plantOf());

function waiting(changes: Partial<ApprovalEvent> = {}): ApprovalEvent {
  return {
    request_id: "r1",
    tag: "TIC-1.SP",
    value: 215,
    unit: "degC",
    author: "ann",
    reason: "more load",
    critical: "the catalyst ages",
    left_s: 90,
    ...changes,
  };
}

function stage(state: CommandState) {
  const time = "2026-01-01T00:00:00Z";
  return { request_id: "r1", tag: "TIC-1.SP", value: 215, author: "ann", state, reason: "", time };
}

describe("Approvals", () => {
  it("has what runs out first in front, each once", () => {
    const approvals = new Approvals(() => 1000);
    approvals.add(waiting());
    approvals.add(waiting({ request_id: "r2", left_s: 30 }));
    approvals.add(waiting());
    expect(approvals.get().map((each) => each.request_id)).toEqual(["r2", "r1"]);
    expect(approvals.find("r1")?.endsAt).toBe(91_000);
    approvals.read([waiting({ request_id: "r3" })]);
    expect(approvals.get().map((each) => each.request_id)).toEqual(["r3"]);
  });

  it("keeps what waits and drops what has gone on", () => {
    const approvals = new Approvals(() => 0);
    approvals.add(waiting());
    for (const state of ["requested", "verified", "predicted", "awaiting_approval"] as const)
      approvals.advance(stage(state));
    expect(approvals.get()).toHaveLength(1);
    approvals.advance(stage("approved"));
    expect(approvals.get()).toHaveLength(0);
  });

  it("lets everybody decide but the author", () => {
    const approvals = new Approvals(() => 0);
    approvals.add(waiting());
    expect(Approvals.decidable(approvals.get(), "ann")).toHaveLength(0);
    expect(Approvals.decidable(approvals.get(), "bob")).toHaveLength(1);
  });
});

describe("the screen", () => {
  const sent: { url: string; body: unknown }[] = [];

  function show(twin: Twin, element: React.ReactNode): void {
    render(<TwinContext.Provider value={{ twin, plant }}>{element}</TwinContext.Provider>);
  }

  function answer(status: number, body: object): void {
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      sent.push({ url, body: JSON.parse(init.body as string) as unknown });
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    });
  }

  beforeEach(() => {
    sent.length = 0;
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no connection")));
    HTMLDialogElement.prototype.showModal ??= () => undefined;
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("shows a second person what waits, and sends the decision with its reason", async () => {
    const twin = offlineTwin("bob");
    twin.approvals.add(waiting());
    show(twin, <ApprovalsView />);
    const entry = screen.getByTestId("approval-TIC-1.SP");
    expect(entry.textContent).toContain("ann asks: more load");
    expect(entry.textContent).toContain("the catalyst ages");
    expect(screen.getByTestId("time-left").textContent).toBe("1:30");
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByTestId("time-left").textContent).toBe("1:20");
    answer(202, { request_id: "r1", decision: "rejected" });
    fireEvent.change(screen.getByTestId("approval-reason"), { target: { value: "not now" } });
    await act(async () => fireEvent.click(screen.getByTestId("approval-reject")));
    const body = { approve: false, reason: "not now" };
    expect(sent).toEqual([{ url: "/v1/commands/r1/approval", body }]);
    act(() => twin.approvals.advance(stage("refused")));
    expect(screen.queryByTestId("approval-TIC-1.SP")).toBeNull();
  });

  it("gives the author no buttons", () => {
    const twin = offlineTwin("ann");
    twin.approvals.add(waiting());
    show(twin, <ApprovalsView />);
    expect(screen.queryByTestId("approval-approve")).toBeNull();
    expect(screen.getByTestId("approvals").textContent).toContain("another person has to decide");
  });

  it("shows why a decision was not taken", async () => {
    const twin = offlineTwin("bob");
    twin.approvals.add(waiting());
    show(twin, <ApprovalsView />);
    answer(409, { error: "It does not wait.", hint: "Look again." });
    await act(async () => fireEvent.click(screen.getByTestId("approval-approve")));
    expect(screen.getByTestId("approval-error").textContent).toContain("Look again.");
  });

  it("says before a setpoint is sent that it needs a second person", () => {
    const tag = tagOf({ writable: true, critical: "the catalyst ages", approval_s: 900 });
    show(offlineTwin("ann"), <SetpointDialog tag={tag} onClose={() => undefined} />);
    const note = screen.getByTestId("setpoint-critical").textContent;
    expect(note).toContain("15 min");
    expect(note).toContain("the catalyst ages");
  });

  it("counts down beside the stages while a command waits", () => {
    const twin = offlineTwin("ann");
    twin.approvals.add(waiting());
    twin.commands.advance(stage("awaiting_approval"));
    const command = twin.commands.find("r1");
    if (command === undefined) throw new Error("the command is not in the log");
    show(twin, <StageList command={command} />);
    expect(screen.getByRole("list").textContent).toMatch(/waiting for a second person, 1:30 left/);
    act(() => twin.approvals.advance(stage("approved")));
    expect(screen.queryByTestId("time-left")).toBeNull();
  });
});
