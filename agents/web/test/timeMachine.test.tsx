import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { conditionOf } from "../src/core/condition";
import { ExchangeError } from "../src/core/exchangeError";
import { PlantIndex } from "../src/core/plant";
import { TimeMachine } from "../src/core/timeMachine";
import type { Twin } from "../src/core/twin";
import { useForbidden } from "../src/live/useForbidden";
import { TimeContext } from "../src/live/timeContext";
import { TwinContext } from "../src/live/twinContext";
import { ViewContext } from "../src/live/viewContext";
import { CommandsView } from "../src/views/CommandsView";
import { StatusView } from "../src/views/StatusView";
import { TimeBar } from "../src/shell/TimeBar";
import { offlineTwin } from "./offlineTwin";
import { plantOf, releaseOf, tagOf, valueOf } from "./samples";

const FIRST = Date.parse("2026-01-01T00:00:00Z");
const MINUTE = 60_000;
let live: Twin;
let last: number;
let asked: string[];
let parts: string[];
let broken: string;

/** Answers as an exchange whose only tag has the minute as its value. */
function answer(url: string): Promise<Response> {
  if (broken !== "") {
    const body = { error: broken, hint: "again" };
    return Promise.resolve(new Response(JSON.stringify(body), { status: 503 }));
  }
  const iso = (ms: number): string => new Date(ms).toISOString();
  if (url.endsWith("/span"))
    return Promise.resolve(new Response(JSON.stringify({ first: iso(FIRST), last: iso(last) })));
  const at = Date.parse(new URL(url, "http://x").searchParams.get("at") ?? "");
  const minute = (at - FIRST) / MINUTE;
  if (url.includes("/moment/")) {
    parts.push(`${url.split("/moment/")[1]?.split("?")[0]} ${minute}`);
    const stages = [{ state: "accepted", reason: "", time: iso(at) }];
    const command = { request_id: `c${minute}`, tag: "TIC-1.SP", value: 1, unit: "", stages };
    const twin = { behind_s: minute, held: "", rating: null, faults: [], parameters: [] };
    const agents = [{ name: "alarms", state: "degraded", reason: "then", since: null }];
    const body = { commands: [{ ...command, author: "ann" }], twin, agents };
    return Promise.resolve(new Response(JSON.stringify(body)));
  }
  asked.push(iso(at));
  const value = valueOf({ value: (at - FIRST) / MINUTE, origin: "replay", age_s: 0.5 });
  const releases = minute === 60 ? [releaseOf()] : [];
  const moment = { time: iso(at), values: [value], alarms: [], interlocks: [], releases };
  return Promise.resolve(new Response(JSON.stringify(moment)));
}

async function settled(): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(0));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout"] });
  [live, last, asked, parts, broken] = [offlineTwin(), FIRST + 60 * MINUTE, [], [], ""];
  live.plant.set(new PlantIndex(plantOf()));
  live.me.set({ user: "ann", roles: [], may: ["read", "command"], session: "" });
  live.values.receive([valueOf({ value: 500 })]);
  vi.stubGlobal("fetch", answer);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const minutesShown = (machine: TimeMachine): number | null | undefined =>
  machine.twin?.values.get("TT-1")?.value;

it("opens on the last moment, and what is live goes on beside it", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  expect(minutesShown(machine)).toBe(60);
  expect(live.values.get("TT-1")?.value).toBe(500);
  machine.close();
  expect(machine.state.get()).toBeNull();
});

it("what is shown of the past does not age while it is looked at", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  const sample = machine.twin?.values.get("TT-1");
  const condition = conditionOf(sample, tagOf(), Infinity);
  expect([condition.trust, condition.age, condition.live]).toEqual(["good", 0.5, false]);
  expect(conditionOf(sample, tagOf(), 1e9).age).toBe(0.5);
});

it("shows what came out of the process then, for as long as that moment is shown", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  expect(machine.twin?.releases.known(1e9)).toEqual([releaseOf()]);
  machine.step(-MINUTE);
  await settled();
  expect(machine.twin?.releases.known(1e9)).toEqual([]);
  expect(live.releases.get()).toEqual([]);
});

it("stays within what is kept", async () => {
  const machine = new TimeMachine(live);
  await machine.open(FIRST - MINUTE);
  await settled();
  expect(minutesShown(machine)).toBe(0);
  machine.step(1000 * MINUTE);
  await settled();
  expect(minutesShown(machine)).toBe(60);
  machine.seek(Number.NaN);
  expect(machine.state.get()?.at).toBe(last);
});

it("skips moments that were asked for while another was on its way", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  for (let minute = 1; minute <= 30; minute++) machine.seek(FIRST + minute * MINUTE);
  await settled();
  expect(minutesShown(machine)).toBe(30);
  expect(asked.length).toBeLessThan(4);
});

it("plays at its speed, pauses at the end, and begins again in a loop", async () => {
  const machine = new TimeMachine(live);
  await machine.open(last - 2 * MINUTE);
  await settled();
  machine.setSpeed(60);
  machine.play();
  await vi.advanceTimersByTimeAsync(2000);
  expect(minutesShown(machine)).toBe(60);
  machine.setLoop(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(minutesShown(machine)).toBe(58);
  machine.setLoop(false);
  await vi.advanceTimersByTimeAsync(3000);
  expect(machine.state.get()?.playing).toBe(false);
  last += 5 * MINUTE;
  machine.play();
  await vi.advanceTimersByTimeAsync(1000);
  expect(minutesShown(machine)).toBe(61);
});

it("a moment that can not be read is told, and the next one is shown again", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  broken = "the disk is away";
  machine.step(-MINUTE);
  await settled();
  expect(machine.state.get()?.problem).toContain("the disk is away");
  expect(minutesShown(machine)).toBe(60);
  broken = "";
  machine.step(-MINUTE);
  await settled();
  expect([machine.state.get()?.problem, minutesShown(machine)]).toEqual(["", 58]);
});

it("reads commands and health of the moment only while they are looked at", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  const twin = machine.twin;
  if (twin === null) throw new Error("the past is not open");
  expect(parts).toEqual([]);
  const plant = new PlantIndex(plantOf());
  const shown = (views: React.ReactNode): React.JSX.Element => (
    <TwinContext.Provider value={{ twin, plant }}>{views}</TwinContext.Provider>
  );
  const { rerender } = render(shown(<CommandsView />));
  await settled();
  machine.step(-MINUTE);
  await settled();
  expect(parts).toEqual(["commands 60", "commands 59"]);
  expect(twin.commands.get().map((each) => each.request_id)).toEqual(["c59"]);
  rerender(shown(<StatusView />));
  await settled();
  expect(screen.getByTestId("agent-alarms").textContent).toContain("degradedthen");
  expect(screen.queryByText("Counters")).toBeNull();
  machine.step(-MINUTE);
  await settled();
  expect(parts.slice(2)).toEqual(["health 59", "health 58"]);
  expect(twin.health.get()?.behind_s).toBe(58);
});

it("without any history it stays live", async () => {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(new Response(JSON.stringify({ first: null, last: null }))),
  );
  const machine = new TimeMachine(live);
  await expect(machine.open()).rejects.toBeInstanceOf(ExchangeError);
  expect(machine.state.get()).toBeNull();
});

it("nothing can be done about the past, and the bar leads through it", async () => {
  const machine = new TimeMachine(live);
  await machine.open();
  await settled();
  const twin = machine.twin;
  if (twin === null) throw new Error("the past is not open");
  const plant = new PlantIndex(plantOf());
  let opened = "";
  const Forbidden = (): string => useForbidden("command", "TIC-1.SP");
  render(
    <TimeContext.Provider value={machine}>
      <TwinContext.Provider value={{ twin: live, plant }}>
        <ViewContext.Provider value={(view) => (opened = view)}>
          <TimeBar />
        </ViewContext.Provider>
      </TwinContext.Provider>
      <TwinContext.Provider value={{ twin, plant }}>
        <p data-testid="forbidden">
          <Forbidden />
        </p>
      </TwinContext.Provider>
    </TimeContext.Provider>,
  );
  expect(screen.getByTestId("forbidden").textContent).toContain("the past");
  expect(twin.me.get()?.may).toEqual(["read"]);
  fireEvent.click(screen.getByLabelText("One minute back"));
  await settled();
  expect(minutesShown(machine)).toBe(59);
  fireEvent.click(screen.getByTestId("past-what-if"));
  expect(opened).toBe("what-if");
  expect(live.whatIf.draft.get().at).toBe(FIRST + 59 * MINUTE);
  fireEvent.change(screen.getByTestId("past-slider"), { target: { value: FIRST + MINUTE } });
  await settled();
  expect(minutesShown(machine)).toBe(1);
  fireEvent.click(screen.getByTestId("past-close"));
  expect(screen.queryByTestId("time-bar")).toBeNull();
});
