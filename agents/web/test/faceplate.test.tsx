import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { foundEquipment } from "../src/core/equipmentSearch";
import { kindWords } from "../src/core/kindWords";
import { PlantIndex } from "../src/core/plant";
import { standingOf } from "../src/core/standing";
import type { Twin } from "../src/core/twin";
import { SelectionContext } from "../src/diagram/selection";
import { SidePanel } from "../src/faceplate/SidePanel";
import { TwinContext } from "../src/live/twinContext";
import { ViewContext } from "../src/live/viewContext";
import { alarmOf, LEVEL } from "./alarmSamples";
import { offlineTwin } from "./offlineTwin";
import { protectedPlant, TOO_HOT, tripOf } from "./protectedPlant";
import { plantOf, tagOf, valueOf } from "./samples";

vi.mock("uplot", () => import("./noCurves"));

let twin: Twin;
let opened: string[];

function show(tag: string, plant: PlantIndex = protectedPlant()): void {
  const nothing = (): void => undefined;
  const context = {
    selection: { kind: "tag" as const, id: tag },
    selectTag: (id: string) => opened.push(`tag ${id}`),
    selectEquipment: (id: string) => opened.push(`equipment ${id}`),
    selectStream: nothing,
    shownArea: null,
    openArea: nothing,
    openScene: null,
    openEditor: null,
  };
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <ViewContext.Provider value={(view) => opened.push(`view ${view}`)}>
        <SelectionContext.Provider value={context}>
          <SidePanel selection={context.selection} onClose={nothing} />
        </SelectionContext.Provider>
      </ViewContext.Provider>
    </TwinContext.Provider>,
  );
}

const part = (title: string): HTMLElement => screen.getByRole("group", { name: title });
const noPart = (title: string): boolean => screen.queryByRole("group", { name: title }) === null;

beforeEach(() => {
  twin = offlineTwin();
  opened = [];
  vi.stubGlobal("fetch", () => Promise.reject(new Error("not in this test")));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a control loop", () => {
  beforeEach(() => {
    twin.values.receive([
      valueOf({ value: 150 }),
      valueOf({ tag: "TIC-1.SP", value: 225 }),
      valueOf({ tag: "TIC-1.OP", value: 40, unit: "%" }),
      valueOf({ tag: "TIC-1.MODE", value: 1, unit: "1" }),
    ]);
  });

  it("shows its process value over the setpoint, its output, and its mode in words", () => {
    show("TT-1");
    const at = (tag: string, role: string): CSSStyleDeclaration | undefined =>
      screen.getByTestId(`loop-${tag}`).querySelector<HTMLElement>(`[data-role=${role}]`)?.style;
    expect(at("TT-1", "value")?.width).toBe("50%");
    expect(at("TT-1", "setpoint")?.left).toBe("75%");
    expect(at("TIC-1.OP", "value")?.width).toBe("40%");
    expect(at("TIC-1.OP", "setpoint")).toBeUndefined();
    expect(screen.getByTestId("loop-TIC-1.MODE").textContent).toContain("automatic AUTO");
    expect(screen.getByTestId("loop-TIC-1.SP").textContent).toContain("225.00 °C");
  });

  it("leads by each part to its tag", () => {
    show("TIC-1.SP");
    for (const tag of ["TIC-1.MODE", "TT-1", "TIC-1.SP", "TIC-1.OP"])
      fireEvent.click(screen.getByTestId(`loop-${tag}`));
    expect(opened).toEqual(["tag TIC-1.MODE", "tag TT-1", "tag TIC-1.SP", "tag TIC-1.OP"]);
    expect(screen.getByTestId("loop-TIC-1.SP").getAttribute("aria-current")).toBe("true");
  });

  it("says of a value that is not good why it is hollow", () => {
    twin.values.receive([valueOf({ tag: "TIC-1.OP", quality: "bad" })]);
    show("TT-1");
    expect(screen.getByTestId("loop-TIC-1.OP").textContent).toContain("BAD");
  });
});

it("a tag of no loop has no bars", () => {
  show("LT-1");
  expect(noPart("Control loop TIC-1")).toBe(true);
});

describe("the alarms of a tag", () => {
  it("are shown in the words of ISA-18.2, those of others are not, and lead to all", () => {
    act(() => {
      twin.alarms.hear(alarmOf({ state: "returned" }));
      twin.alarms.hear(LEVEL);
    });
    show("TT-1");
    const shown = part("Alarms now").textContent;
    for (const words of ["high", "HH 240.0 °C", "Returned to normal, not acknowledged"])
      expect(shown).toContain(words);
    expect(shown).not.toContain("LT-1");
    fireEvent.click(screen.getByTestId("open-alarms"));
    expect(opened).toEqual(["view alarms"]);
  });

  it("are none only when all of them are known", async () => {
    show("TT-1");
    expect(part("Alarms now").textContent).toContain("being read");
    await act(async () => {
      twin.alarms.doubt(true);
      await twin.alarms.read(() => Promise.resolve([LEVEL]));
    });
    expect(part("Alarms now").textContent).toContain("no alarms");
    expect(screen.queryByTestId("open-alarms")).toBeNull();
  });
});

describe("interlocks", () => {
  const entry = (): string => screen.getByTestId("interlock-UZ-1").textContent ?? "";

  it("say limit, value, distance, what they drive, and what resets them", () => {
    twin.values.receive([valueOf({ value: 210 })]);
    show("TT-1");
    for (const words of ["not tripped", "210.0 °C", "above 240.0 °C", "30.0 °C to the limit"])
      expect(entry()).toContain(words);
    expect(entry()).toContain("FV-1 to 0 %");
    expect(entry()).toContain("stays tripped until reset by HS-1");
    expect(noPart("Permissives")).toBe(true);
  });

  it("are shown for the whole loop, by what it reads and by what it moves", () => {
    show("TIC-1.OP");
    expect(entry()).toContain("UZ-1");
    const other = screen.getByTestId("interlock-UZ-2").textContent;
    expect(other).toContain("resets itself once LT-1 is back inside");
    expect(other).toContain("distance not known");
  });

  it.each([
    [210, false, "inside"],
    [226, false, "near"],
    [240, false, "near"],
    [241, false, "beyond"],
    [210, true, "tripped"],
    [null, false, "unknown"],
  ] as const)("at %s, tripped %s, stand %s", (value, isTripped, standing) => {
    expect(standingOf(TOO_HOT, tagOf(), value, isTripped)).toBe(standing);
  });

  it("say nothing from a bad value", () => {
    twin.values.receive([valueOf({ value: 210, quality: "bad" })]);
    show("TT-1");
    expect(entry()).toContain("value not known");
    expect(entry()).toContain("BAD");
  });

  it("that are tripped show whether they can be reset", () => {
    act(() => twin.interlocks.hear(tripOf()));
    twin.values.receive([valueOf({ value: 245 })]);
    show("TT-1");
    expect(entry()).toContain("■ tripped since");
    const needed = (): string => within(part("Permissives")).getByTestId("permissive").textContent;
    expect(needed()).toContain("✕ not fulfilled");
    expect(needed()).toContain("below 240.0 °C, now 245.0 °C");
    act(() => twin.values.receive([valueOf({ value: 239 })]));
    expect(needed()).toContain("✓ fulfilled");
  });

  it("that latch are listed at the reset of their area", () => {
    show("HS-1");
    expect(entry()).toContain("UZ-1");
    expect(screen.queryByTestId("interlock-UZ-2")).toBeNull();
  });

  it("of older documents are none", () => {
    show("TT-1", new PlantIndex(plantOf()));
    expect(noPart("Interlocks")).toBe(true);
  });
});

it("a sequence's state says what its start needs, each fulfilled or not", () => {
  twin.values.receive([valueOf({ tag: "LT-1", value: 20, unit: "%" })]);
  show("KC-1.STATE");
  const [water, held] = screen.getAllByTestId("permissive").map((one) => one.textContent);
  expect(water).toContain("✕ not fulfilled: water in the tank: LT-1 above 25.0 %, now 20.0 %");
  expect(held).toContain("✓ fulfilled: no interlock holds R-1");
  act(() => twin.interlocks.hear(tripOf({ actuators: ["R-1"] })));
  expect(screen.getAllByTestId("permissive")[1]?.textContent).toContain("✕ not fulfilled");
});

it("the last three commands to a loop are shown with their stage", () => {
  const stage = (request: number, state: "requested" | "completed" | "awaiting_approval") =>
    twin.commands.advance({
      ...{ request_id: `r${request}`, tag: "TIC-1.SP", value: 200 + request, author: "ann" },
      ...{ state, reason: null, time: `2026-01-01T00:00:0${request}Z` },
    });
  show("TT-1");
  expect(part("Last commands").textContent).toContain("no commands");
  act(() => {
    for (const request of [1, 2, 3]) stage(request, "completed");
    stage(4, "awaiting_approval");
  });
  const shown = screen.getAllByTestId("recent-command").map((one) => one.textContent);
  expect(shown.length).toBe(3);
  expect(shown[0]).toContain("204.0");
  expect(shown[0]).toContain("awaiting approval");
  expect(shown[2]).toContain("completed");
});

it("equipment is found by id, kind and description, ids first", () => {
  const all = [
    { id: "V-1", kind: "vessel.gas", area: "a", description: "Drum before C-1" },
    { id: "C-1", kind: "compressor.three_stages", area: "a", description: "Recycle" },
  ];
  const found = (text: string): string[] => foundEquipment(all, text).map(({ id }) => id);
  expect(found("c-1")).toEqual(["C-1", "V-1"]);
  expect(found("three recycle")).toEqual(["C-1"]);
  expect(found("nothing")).toEqual([]);
  expect(kindWords("compressor.three_stages")).toBe("compressor, three stages");
});
