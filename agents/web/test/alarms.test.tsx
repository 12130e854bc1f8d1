import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { AlarmBanner } from "../src/alarm/AlarmBanner";
import { UnacknowledgedCount } from "../src/alarm/UnacknowledgedCount";
import type { AlarmEvent } from "../src/core/alarmEvent";
import { PlantIndex } from "../src/core/plant";
import { Twin } from "../src/core/twin";
import type { Socket } from "../src/core/stream";
import { SelectionContext } from "../src/diagram/selection";
import { TwinContext } from "../src/live/twinContext";
import { AlarmsView } from "../src/views/AlarmsView";
import { alarmOf, LEVEL } from "./alarmSamples";
import { plantOf } from "./samples";

interface Sent {
  url: string;
  method: string;
  body?: unknown;
}

type Answers = (url: string) => [status: number, body: object] | undefined;

const plant = new PlantIndex(plantOf());
const MAY: [number, object] = [200, { allowed: true, reason: null }];
let twin: Twin;
let sent: Sent[];
let socket: Socket;

/** Calls that ask for something; whether one may is answered with yes unless `answers` does. */
function answer(answers: Answers): void {
  vi.stubGlobal("fetch", (url: string, { method = "GET", body }: RequestInit) => {
    const isAsking = url.startsWith("/v1/me");
    if (!isAsking && method !== "GET")
      sent.push({ url, method, ...(body ? { body: JSON.parse(body as string) as unknown } : {}) });
    const [status, content] = answers(url) ?? (isAsking ? MAY : [202, {}]);
    return Promise.resolve(new Response(JSON.stringify(content), { status }));
  });
}

async function show(element: React.ReactNode, ...alarms: AlarmEvent[]): Promise<void> {
  twin.alarms.doubt(true);
  await twin.alarms.read(() => Promise.resolve(alarms));
  await act(async () => {
    render(<TwinContext.Provider value={{ twin, plant }}>{element}</TwinContext.Provider>);
  });
}

const click = (element: HTMLElement): Promise<void> =>
  act(async () => void fireEvent.click(element));
const rowOf = (alarm: string) => within(screen.getByTestId(`alarm-${alarm}`));
const choose = (testId: string, value: string): boolean =>
  fireEvent.change(screen.getByTestId(testId), { target: { value } });

beforeEach(() => {
  sent = [];
  answer(() => undefined);
  const login = { token: "t", expires_at: "2099-01-01T00:00:00Z", user: "ann" };
  twin = new Twin(login, {
    openSocket: () => {
      socket = { onopen: null, onmessage: null, onclose: null, send: vi.fn(), close: vi.fn() };
      return socket;
    },
    monotonic: () => performance.now(),
    nextFrame: (run) => run(),
    onDenied: () => undefined,
  });
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  // There is no layout here: what scrolls is as high as a screen.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(900);
});

afterEach(() => {
  cleanup();
  twin.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the alarm view", () => {
  it("says in words what an alarm is, and its tag opens the faceplate", async () => {
    const selectTag = vi.fn();
    const nothing = (): void => undefined;
    const selecting = { selectTag, selectEquipment: nothing, selectStream: nothing };
    const context = { selection: null, ...selecting, shownArea: null, openScene: null };
    await show(
      <SelectionContext.Provider value={{ ...context, openArea: nothing, openEditor: null }}>
        <AlarmsView />
      </SelectionContext.Provider>,
      alarmOf(),
    );
    const row = screen.getByTestId("alarm-TT-1.high_high").textContent;
    const words = ["unacknowledged", "high", "HH 240.0 °C", "241.5 °C", "Loop", "trips R-1"];
    for (const word of words) expect(row).toContain(word);
    await click(screen.getByRole("button", { name: "TT-1" }));
    expect(selectTag).toHaveBeenCalledWith("TT-1");
  });

  it("acknowledges the occurrence that is shown", async () => {
    await show(<AlarmsView />, alarmOf(), LEVEL);
    await click(rowOf("TT-1.high_high").getByTestId("alarm-acknowledge"));
    const url = "/v1/alarms/TT-1.high_high/acknowledgement";
    expect(sent).toEqual([{ url, method: "POST", body: { occurrence: 3, reason: "" } }]);
    act(() => twin.alarms.hear(alarmOf({ state: "acknowledged", time: "2026-01-01T10:09:00Z" })));
    expect(rowOf("TT-1.high_high").queryByTestId("alarm-acknowledge")).toBeNull();
  });

  it("shelves for the chosen time, with a reason only", async () => {
    await show(<AlarmsView />, alarmOf());
    await click(screen.getByTestId("alarm-shelve"));
    const confirm = screen.getByTestId("shelve-confirm");
    expect(confirm).toHaveProperty("disabled", true);
    choose("shelve-reason", "  ");
    expect(confirm).toHaveProperty("disabled", true);
    choose("shelve-reason", "sensor on test");
    await click(screen.getByTestId("shelve-480"));
    await click(confirm);
    const body = { minutes: 480, reason: "sensor on test" };
    expect(sent).toEqual([{ url: "/v1/alarms/TT-1.high_high/shelving", method: "POST", body }]);
    expect(screen.queryByTestId("shelve-dialog")).toBeNull();
  });

  it("has what is shelved apart: how long, who, why; and takes it back", async () => {
    const until = new Date(Date.now() + 90 * 60_000).toISOString();
    const shelved = { state: "shelved", user: "bob", reason: "sensor on test", until } as const;
    await show(<AlarmsView />, alarmOf(shelved));
    const section = screen.getByTestId("alarms-hidden").textContent;
    expect(section).toMatch(/Out of sight \(1\).*shelved.*1:(30:0\d|29:5\d).*bob.*sensor on test/);
    expect(screen.queryByTestId("alarms")).toBeNull();
    await click(screen.getByTestId("alarm-unshelve"));
    expect(sent).toEqual([{ url: "/v1/alarms/TT-1.high_high/shelving", method: "DELETE" }]);
  });

  it("tells why an alarm comes and what to do", async () => {
    const told = { class: "protection", priority: "high", cause: "cold", consequence: "" };
    const times = { response_s: 300, deadband: 2, on_delay_s: 0, off_delay_s: 60 };
    const definition = { ...told, ...times, action: "open FV-1", setting: 240, unit: "degC" };
    answer((url) => (url.endsWith("TT-1.high_high") ? [200, definition] : undefined));
    await show(<AlarmsView />, alarmOf());
    await click(screen.getByTestId("alarm-about"));
    const shown = screen.getByTestId("alarm-guide-facts").textContent;
    for (const word of ["cold", "open FV-1", "within 5 min", "protection", "nothing trips"])
      expect(shown).toContain(word);
    await click(screen.getByTestId("alarm-guide-close"));
    expect(screen.queryByTestId("alarm-guide")).toBeNull();
  });

  it("takes out of service until it is returned", async () => {
    await show(<AlarmsView />, alarmOf());
    await click(screen.getByTestId("alarm-shelve"));
    choose("shelve-reason", "in the workshop");
    await click(screen.getByTestId("shelve-out"));
    await click(screen.getByTestId("shelve-confirm"));
    const url = "/v1/alarms/TT-1.high_high/removal";
    expect(sent).toEqual([{ url, method: "POST", body: { reason: "in the workshop" } }]);
    const removed = { state: "out_of_service", time: "2026-01-01T10:09:00Z" } as const;
    act(() => twin.alarms.hear(alarmOf(removed)));
    expect(screen.getByTestId("alarms-hidden").textContent).toContain("out of service");
    await click(screen.getByTestId("alarm-return"));
    expect(sent[1]).toEqual({ url, method: "DELETE" });
  });

  it("filters, and acknowledges only what is shown and waits", async () => {
    const seen = alarmOf({ tag: "TIC-1.SP", state: "acknowledged" });
    await show(<AlarmsView />, alarmOf(), LEVEL, seen);
    const button = screen.getByTestId("alarm-acknowledge-shown");
    expect(button.textContent).toBe("Acknowledge all shown (2)");
    choose("alarm-filter-priority", "low");
    expect(screen.queryByTestId("alarm-TT-1.high_high")).toBeNull();
    choose("alarm-filter-priority", "");
    choose("alarm-filter-area", "loop");
    expect(screen.queryByTestId("alarm-LT-1.low")).toBeNull();
    expect(screen.queryByTestId("alarm-TIC-1.SP.high_high")).not.toBeNull();
    await click(screen.getByTestId("alarm-filter-unacknowledged"));
    expect(screen.queryByTestId("alarm-TIC-1.SP.high_high")).toBeNull();
    expect(button.textContent).toBe("Acknowledge all shown (1)");
    await click(button);
    expect(sent.map(({ url }) => url)).toEqual(["/v1/alarms/TT-1.high_high/acknowledgement"]);
  });

  it("disables what the user may not do, and says why", async () => {
    const reason = "no right to command TT-1";
    answer((url) => (url.startsWith("/v1/me/may") ? [200, { allowed: false, reason }] : undefined));
    twin.me.set({ user: "ann", roles: [], may: ["read"], session: "x" });
    await show(<AlarmsView />, alarmOf());
    for (const name of ["alarm-acknowledge", "alarm-shelve"]) {
      expect(screen.getByTestId(name)).toHaveProperty("disabled", true);
      expect(screen.getByTestId(name).title).toContain(reason);
    }
    const all = screen.getByTestId("alarm-acknowledge-shown");
    expect(all).toHaveProperty("disabled", true);
    expect(all.title).toContain("no right to command");
  });

  it("shows a refusal where the call was made, until the alarm changes", async () => {
    await show(<AlarmsView />, alarmOf(), LEVEL);
    answer((url) =>
      url.endsWith("acknowledgement")
        ? [409, { error: "It was raised again.", hint: "Look again." }]
        : undefined,
    );
    await click(rowOf("TT-1.high_high").getByTestId("alarm-acknowledge"));
    expect(rowOf("TT-1.high_high").getByRole("alert").textContent).toContain("Look again.");
    act(() => twin.alarms.hear(alarmOf({ occurrence: 4, time: "2026-01-01T10:09:00Z" })));
    expect(screen.queryByTestId("alarm-error")).toBeNull();
    await click(screen.getByTestId("alarm-acknowledge-shown"));
    expect(screen.getByTestId("alarm-acknowledge-error").textContent).toContain(
      "2 of 2 not acknowledged",
    );
  });

  it("says that there is none only when all are known", async () => {
    await show(<AlarmsView />);
    const view = screen.getByLabelText("Alarms");
    expect(view.textContent).toContain("No alarms");
    act(() => twin.alarms.doubt(true));
    expect(view.textContent).not.toContain("No alarms");
    expect(view.textContent).toContain("Not all alarms are known");
  });
});

describe("the alarm banner", () => {
  const banner = (onOpen = vi.fn()) => (
    <>
      <UnacknowledgedCount />
      <AlarmBanner onOpen={onOpen} />
    </>
  );

  it("has the most urgent alarm, and how many more wait", async () => {
    const open = vi.fn();
    await show(banner(open), LEVEL, alarmOf(), alarmOf({ tag: "TT-2", state: "acknowledged" }));
    const line = screen.getByTestId("alarm-banner");
    const words = ["high", "TT-1", "HH 240.0 °C", "Reactor inlet temperature", "241.5 °C"];
    for (const word of [...words, "and 1 more"]) expect(line.textContent).toContain(word);
    expect(line.parentElement?.getAttribute("aria-live")).toBe("polite");
    expect(screen.getByTestId("alarms-unacknowledged").textContent).toBe("2");
    await click(screen.getByTestId("alarm-banner-open"));
    expect(open).toHaveBeenCalledTimes(1);
  });

  it("is not there when all are acknowledged; what has returned still waits", async () => {
    await show(banner(), alarmOf({ state: "acknowledged" }), { ...LEVEL, state: "shelved" });
    expect(screen.queryByTestId("alarm-banner")).toBeNull();
    expect(screen.queryByTestId("alarms-unacknowledged")).toBeNull();
    act(() => twin.alarms.hear(alarmOf({ state: "returned", time: "2026-01-01T10:09:00Z" })));
    expect(screen.getByTestId("alarm-banner").textContent).toContain("returned");
  });
});

it("alarms are read at log-in and after a reconnect, and told by the stream between", async () => {
  const listed: AlarmEvent[] = [LEVEL];
  const bodies: Record<string, object> = {
    "/v1/plant": plantOf(),
    "/v1/commands?limit=50": { commands: [] },
    "/v1/approvals": { approvals: [] },
    "/v1/status": { agents: [] },
    "/v1/alarms": { alarms: listed },
    "/v1/interlocks": { interlocks: [] },
  };
  answer((url) => [200, bodies[url] ?? {}]);
  const hear = (message: object): void => socket.onmessage?.({ data: JSON.stringify(message) });
  const names = (): string[] => twin.alarms.get().map(({ alarm }) => alarm);
  await twin.start();
  expect(names()).toEqual(["LT-1.low"]);
  hear({ type: "heartbeat", time: "2026-01-01T10:00:00Z" });
  await vi.waitFor(() => expect(twin.alarms.complete.get()).toBe(true));
  hear({ type: "alarm", ...alarmOf() });
  expect(names()).toEqual(["TT-1.high_high", "LT-1.low"]);
  listed.length = 0;
  socket.onclose?.();
  expect(twin.alarms.complete.get()).toBe(false);
  const lost = socket;
  await vi.waitFor(() => expect(socket).not.toBe(lost), { timeout: 3000 });
  hear({ type: "heartbeat", time: "2026-01-01T10:00:00Z" });
  await vi.waitFor(() => expect(twin.alarms.complete.get()).toBe(true));
  expect(names()).toEqual([]);
});
