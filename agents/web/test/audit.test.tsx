import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { auditQuery, detailOf, type AuditEntry } from "../src/core/audit";
import { PlantIndex } from "../src/core/plant";
import { TwinContext } from "../src/live/twinContext";
import { viewsFor } from "../src/shell/view";
import { AuditView } from "../src/views/AuditView";
import { offlineTwin } from "./offlineTwin";
import { plantOf } from "./samples";

const PAGE = 3;
let kept: AuditEntry[];
let breaks: number;
let asked: URLSearchParams[];

function entryOf(sequence: number, changes: Partial<AuditEntry> = {}): AuditEntry {
  const time = "2026-01-01T00:00:00Z";
  const deed = { actor: "ann", action: "setpoint.completed", subject: "FIC-1.SP" };
  return { sequence, time, ...deed, detail: '{"value": 20}', hash: `h${sequence}`, ...changes };
}

/** Answers as the exchange does, with pages of three. */
function answer(url: string): Promise<Response> {
  const query = new URL(url, "http://x").searchParams;
  asked.push(query);
  const before = Number(query.get("before") ?? Infinity);
  const actor = (query.get("actor") ?? "*").replaceAll("*", "");
  const found = kept.filter((entry) => entry.sequence < before && entry.actor.includes(actor));
  const entries = found.sort((a, b) => b.sequence - a.sequence).slice(0, PAGE);
  const head = kept.length === 0 ? null : `${kept.length}:h`;
  return Promise.resolve(new Response(JSON.stringify({ entries, head, breaks })));
}

async function show(): Promise<void> {
  const value = { twin: offlineTwin(), plant: new PlantIndex(plantOf()) };
  await act(async () => {
    render(
      <TwinContext.Provider value={value}>
        <AuditView />
      </TwinContext.Provider>,
    );
  });
}

const shown = (): string[] =>
  [...document.querySelectorAll('[data-testid^="audit-"] summary')].map(
    (row) => row.firstChild?.textContent ?? "",
  );

beforeEach(() => {
  kept = [1, 2, 3, 4, 5].map((sequence) => entryOf(sequence));
  [breaks, asked] = [0, []];
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  vi.stubGlobal("fetch", answer);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("lists the newest first, what comes later, and older ones when asked", async () => {
  await show();
  expect(shown()).toEqual(["5", "4", "3"]);
  kept.push(entryOf(6));
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(shown()).toEqual(["6", "5", "4"]);
  await act(async () => fireEvent.click(screen.getByTestId("audit-more")));
  expect(shown()).toEqual(["6", "5", "4", "3", "2", "1"]);
  expect(screen.queryByTestId("audit-more")).toBeNull();
});

it("finds by part of a name, and says if nothing matches", async () => {
  kept.push(entryOf(6, { actor: "bob" }));
  await show();
  const find = screen.getByTestId("audit-find-actor");
  await act(async () => fireEvent.change(find, { target: { value: "bo" } }));
  expect(shown()).toEqual(["6"]);
  expect(asked.at(-1)?.get("actor")).toBe("*bo*");
  await act(async () => fireEvent.change(find, { target: { value: "eve" } }));
  expect(screen.getByTestId("audit").textContent).toContain("No entry matches.");
});

it("says whether each entry follows the one before", async () => {
  await show();
  expect(screen.getByRole("status").textContent).toContain("each entry follows");
  breaks = 2;
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(screen.getByRole("status").textContent).toContain("2 entries do not follow");
});

it("opens to all that was noted", async () => {
  await show();
  expect(screen.getByTestId("audit-5").textContent).toContain("value20");
  expect(detailOf(entryOf(1, { detail: "no JSON" }))).toEqual([["detail", "no JSON"]]);
  expect(auditQuery({ actor: "", action: " x ", subject: "" }, 7)).toBe(
    "actor=*&action=*x*&subject=*&before=7",
  );
});

it("is there for those who may audit", () => {
  const me = { user: "ann", roles: [], session: "" };
  expect(viewsFor({ ...me, may: ["read"] })).not.toContain("audit");
  expect(viewsFor({ ...me, may: ["read", "audit"] })).toContain("audit");
});
