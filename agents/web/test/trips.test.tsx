import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { TripStrip } from "../src/alarm/TripStrip";
import { ANY_ALARM, chosenAlarms } from "../src/core/alarmFilter";
import { InterlockList, type InterlockEvent } from "../src/core/interlock";
import { PlantIndex } from "../src/core/plant";
import { decodeMessage } from "../src/core/streamMessage";
import type { Twin } from "../src/core/twin";
import { TwinContext } from "../src/live/twinContext";
import { alarmOf, LEVEL } from "./alarmSamples";
import { plantOf, tagOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

function tripOf(changes: Partial<InterlockEvent> = {}): InterlockEvent {
  return {
    interlock: "UZ-1",
    description: "Compressor stopped",
    tag: "ST-1",
    state: "tripped",
    value: 2900.04,
    limit: 3000,
    unit: "rpm",
    first_out: "UZ-1",
    actuators: ["FV-1"],
    time: "2026-01-01T10:00:00Z",
    ...changes,
  };
}

const LATER = { interlock: "UZ-2", time: "2026-01-01T10:01:00Z" };
const SPEED = tagOf({ name: "ST-1", area: "loop" });
const RESETS = ["tanks", "loop"].map((area) =>
  tagOf({ name: `HS-${area}`, area, kind: "reset", writable: true }),
);
const plant = new PlantIndex({ ...plantOf(), tags: [...plantOf().tags, SPEED, ...RESETS] });
let twin: Twin;

beforeEach(() => {
  twin = offlineTwin();
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <TripStrip />
    </TwinContext.Provider>,
  );
});
afterEach(cleanup);

describe("the first-out", () => {
  it("is shown with its cause, what it drives, and how much follows", () => {
    act(() => {
      twin.interlocks.read([tripOf(), tripOf(LATER)]);
      twin.alarms.hear(alarmOf({ follows: "UZ-1" }));
      twin.alarms.hear(LEVEL);
    });
    const shown = screen.getByTestId("first-out").textContent;
    const words = ["First-out UZ-1", "ST-1", "2900 rpm (trips at 3000)", "drives FV-1"];
    for (const word of [...words, "2 interlocks tripped", "1 alarms follow"])
      expect(shown).toContain(word);
  });

  it("says which hand switch resets it, of the interlock's own area", () => {
    act(() => twin.interlocks.hear(tripOf()));
    expect(screen.getByTestId("first-out").textContent).toContain("reset by HS-loop");
  });

  it("is gone when nothing is tripped any more", () => {
    act(() => twin.interlocks.hear(tripOf()));
    expect(screen.queryByTestId("first-out")).not.toBeNull();
    act(() => twin.interlocks.hear(tripOf({ state: "released" })));
    expect(screen.queryByTestId("first-out")).toBeNull();
  });

  it("is of the newest upset while an older trip is still held", () => {
    const newer = { ...LATER, first_out: "UZ-2", time: "2026-01-01T12:00:00Z" };
    act(() => twin.interlocks.read([tripOf(), tripOf(newer)]));
    expect(screen.getByTestId("first-out").textContent).toContain("First-out UZ-2");
  });
});

it("interlocks are in the order in which they tripped", () => {
  const list = new InterlockList();
  list.hear(tripOf(LATER));
  list.hear(tripOf());
  expect(list.get().map(({ interlock }) => interlock)).toEqual(["UZ-1", "UZ-2"]);
});

it("what is out of sight is apart, and what follows a trip can be left out", () => {
  const hidden = ["shelved", "suppressed", "out_of_service"] as const;
  const aside = hidden.map((state) => alarmOf({ tag: state, state }));
  const all = [alarmOf(), alarmOf({ tag: "F", follows: "UZ-1" }), ...aside];
  const tags = (onlyFirst: boolean): string[] =>
    chosenAlarms(all, { ...ANY_ALARM, onlyFirst }).shown.map(({ tag }) => tag);
  expect(tags(false)).toEqual(["TT-1", "F"]);
  expect(tags(true)).toEqual(["TT-1"]);
  expect(chosenAlarms(all, ANY_ALARM).hidden.map(({ tag }) => tag)).toEqual(hidden);
});

it("the stream's message is understood, and an incomplete one is not", () => {
  expect(decodeMessage(JSON.stringify({ type: "interlock", ...tripOf() }))?.type).toBe("interlock");
  expect(decodeMessage('{"type": "interlock", "interlock": "UZ-1"}')).toBeNull();
});
