import { beforeEach, describe, expect, it, vi } from "vitest";

import { acknowledgeEach } from "../src/core/acknowledgeEach";
import type { AlarmEvent } from "../src/core/alarmEvent";
import { AlarmList } from "../src/core/alarmList";
import { ExchangeError } from "../src/core/exchangeError";
import { decodeMessage } from "../src/core/streamMessage";
import { alarmOf, LEVEL } from "./alarmSamples";

let list: AlarmList;

const shown = (): string[] => list.get().map(({ tag, state }) => `${tag} ${state}`);

function read(...events: AlarmEvent[]): Promise<void> {
  return list.read(() => Promise.resolve(events));
}

beforeEach(() => {
  list = new AlarmList();
});

describe("AlarmList", () => {
  it("has what nobody acknowledged in front, then by priority, then the newest", () => {
    list.hear(alarmOf({ tag: "A", state: "acknowledged", priority: "high" }));
    list.hear(alarmOf({ tag: "B", priority: "low" }));
    list.hear(alarmOf({ tag: "C", priority: "medium", raised: "2026-01-01T09:00:00Z" }));
    list.hear(alarmOf({ tag: "D", priority: "medium", raised: "2026-01-01T09:00:00.5Z" }));
    list.hear(alarmOf({ tag: "E", state: "returned", priority: "medium" }));
    list.hear(alarmOf({ tag: "F", state: "shelved", priority: "low" }));
    list.hear(alarmOf({ tag: "G", priority: "high" }));
    expect(list.get().map(({ tag }) => tag)).toEqual(["G", "D", "C", "B", "A", "E", "F"]);
    expect(AlarmList.unacknowledged(list.get()).map(({ tag }) => tag)).toEqual([
      ...["G", "D", "C", "B", "E"],
    ]);
  });

  it("never lets an older message replace a newer one", () => {
    list.hear(alarmOf({ occurrence: 4, time: "2026-01-01T10:00:00Z" }));
    list.hear(alarmOf({ occurrence: 3, time: "2026-01-01T10:00:09Z", state: "acknowledged" }));
    list.hear(alarmOf({ occurrence: 4, time: "2026-01-01T09:59:59Z", state: "acknowledged" }));
    expect(shown()).toEqual(["TT-1 unacknowledged"]);
    list.hear(alarmOf({ occurrence: 4, time: "2026-01-01T10:00:01Z", state: "acknowledged" }));
    expect(shown()).toEqual(["TT-1 acknowledged"]);
  });

  it("drops what is normal, and an older message does not bring it back", () => {
    list.hear(alarmOf());
    list.hear(alarmOf({ state: "normal", change: "returned", time: "2026-01-01T10:05:00Z" }));
    list.hear(alarmOf({ state: "acknowledged", time: "2026-01-01T10:04:00Z" }));
    expect(shown()).toEqual([]);
  });

  it("is replaced by what the exchange lists after a reconnect", async () => {
    list.hear(alarmOf());
    await read(LEVEL);
    expect(shown()).toEqual(["LT-1 unacknowledged"]);
  });

  it("keeps what the stream told while the exchange was asked", async () => {
    const reading = list.read(() => Promise.resolve([LEVEL, alarmOf()]));
    list.hear(alarmOf({ state: "acknowledged", time: "2026-01-01T10:05:00Z" }));
    list.hear(alarmOf({ tag: "TT-2" }));
    list.hear({ ...LEVEL, occurrence: 0, state: "normal" });
    await reading;
    expect(shown()).toEqual(["TT-2 unacknowledged", "LT-1 unacknowledged", "TT-1 acknowledged"]);
  });

  it("is complete only by a reading that was asked while the stream is heard", async () => {
    await read(LEVEL);
    expect(list.complete.get()).toBe(false);
    const reading = list.read(() => Promise.resolve([LEVEL]));
    list.doubt(true);
    await reading;
    expect(list.complete.get()).toBe(false);
    await read(LEVEL);
    expect(list.complete.get()).toBe(true);
    list.doubt(false);
    expect(list.complete.get()).toBe(false);
  });

  it("takes the later of two readings, whichever is answered first", async () => {
    let answerFirst: (events: AlarmEvent[]) => void = () => undefined;
    const first = list.read(() => new Promise((resolve) => (answerFirst = resolve)));
    await read(LEVEL);
    answerFirst([alarmOf()]);
    await first;
    expect(shown()).toEqual(["LT-1 unacknowledged"]);
  });
});

it("a message of an alarm is decoded if it has what the list needs", () => {
  const text = JSON.stringify({ type: "alarm", ...alarmOf() });
  expect(decodeMessage(text)).toEqual({ type: "alarm", ...alarmOf() });
  expect(decodeMessage('{"type":"alarm","alarm":"TT-1.high"}')).toBeNull();
});

describe("acknowledging many", () => {
  const alarms = ["A", "B", "C"].map((tag) => alarmOf({ tag }));

  it("goes on after a refusal, and tells the first one", async () => {
    const acknowledge = vi.fn(({ tag }: AlarmEvent) =>
      tag === "C" ? Promise.resolve() : Promise.reject(new ExchangeError(409, `not ${tag}`, "")),
    );
    const outcome = await acknowledgeEach(alarms, { acknowledge });
    expect(acknowledge).toHaveBeenCalledTimes(3);
    expect(outcome).toMatchObject({ asked: 3, refused: 2, firstRefusal: { message: "not A" } });
  });

  it("stops when the exchange is out of reach", async () => {
    const acknowledge = vi.fn(() => Promise.reject(new ExchangeError(0, "no answer", "")));
    const outcome = await acknowledgeEach(alarms, { acknowledge });
    expect(acknowledge).toHaveBeenCalledTimes(1);
    expect(outcome).toMatchObject({ asked: 3, refused: 3 });
  });
});
