import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Twin } from "../src/core/twin";
import { addressOfEquipment, equipmentIn } from "../src/equipment/address";
import { tagsToDraw } from "../src/equipment/TagTrends";
import { TwinContext } from "../src/live/twinContext";
import { MainScreen } from "../src/shell/MainScreen";
import { isInHeader, showsPast, showsTraining } from "../src/shell/view";
import { addressOfView } from "../src/shell/viewAddress";
import { alarmOf, LEVEL } from "./alarmSamples";
import { offlineTwin } from "./offlineTwin";
import { protectedPlant, tripOf } from "./protectedPlant";
import { tagOf, valueOf } from "./samples";

vi.mock("uplot", () => import("./noCurves"));

const plant = protectedPlant();
let twin: Twin;

/** The whole screen at an address. */
async function open(hash: string): Promise<void> {
  window.location.hash = hash;
  await act(async () => {
    render(
      <TwinContext.Provider value={{ twin, plant }}>
        <MainScreen onLogout={() => undefined} />
      </TwinContext.Provider>,
    );
  });
  await screen.findByTestId("equipment");
}

const page = () => within(screen.getByTestId("equipment"));
const title = (): string => page().getByRole("heading", { level: 2 }).textContent;

beforeEach(() => {
  twin = offlineTwin();
  vi.stubGlobal("fetch", () => Promise.reject(new Error("not in this test")));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.location.hash = "";
});

describe("the page of a piece of equipment", () => {
  it("is opened by a link, and says what it is and where", async () => {
    await open("#view=equipment&of=R-1");
    expect(title()).toBe("R-1");
    expect(page().getByText("reactor, methanol")).toBeTruthy();
    expect(page().getByTestId("equipment-area").textContent).toContain("Loop");
    expect(page().getByTestId("equipment-scene")).toBeTruthy();
  });

  it("has its tags in groups, its measured ones drawn, and its loops", async () => {
    twin.values.receive([valueOf()]);
    await open("#view=equipment&of=R-1");
    const group = (name: string) => within(page().getByRole("group", { name }));
    expect(group("Measured").getByTestId("mark-TT-1").textContent).toContain("210.0");
    expect(group("State").getByTestId("mark-KC-1.STATE")).toBeTruthy();
    expect(group("Trends").getByRole("region", { name: "Trend of TT-1" })).toBeTruthy();
    expect(group("Control loop TIC-1").getByTestId("loop-TT-1")).toBeTruthy();
    fireEvent.click(group("Measured").getByTestId("mark-TT-1"));
    expect(screen.getByTestId("faceplate").querySelector("h2")?.textContent).toBe("TT-1");
  });

  it("leads by its ports to what is at the other end, and the address with it", async () => {
    await open("#view=equipment&of=R-1");
    const product = page().getByTestId("port-product").textContent;
    for (const words of ["out", "S-3", "gas", "Product", "to TK-1", "the tank"])
      expect(product).toContain(words);
    expect(page().getByTestId("port-feed").textContent).toContain("from FV-1");
    fireEvent.click(within(page().getByTestId("port-product")).getByTestId("page-TK-1"));
    await waitFor(() => expect(title()).toBe("TK-1"));
    expect(equipmentIn(window.location.hash)).toBe("TK-1");
    expect(page().getByTestId("port-inlet_a").textContent).toContain("from R-1");
  });

  it("shows the alarms, interlocks and commands of its own", async () => {
    await open("#view=equipment&of=TK-1");
    act(() => {
      twin.alarms.hear(LEVEL);
      twin.alarms.hear(alarmOf());
      twin.interlocks.hear(tripOf({ interlock: "UZ-2", tag: "LT-1" }));
      for (const tag of ["TIC-1.SP", "LT-1"])
        twin.commands.advance({
          ...{ request_id: tag, tag, value: 1, author: "ann" },
          ...{ state: "completed", reason: null, time: "2026-01-01T00:00:00Z" },
        });
    });
    expect(page().getByTestId("now-LT-1.low")).toBeTruthy();
    expect(page().queryByTestId("now-TT-1.high_high")).toBeNull();
    expect(page().getByTestId("interlock-UZ-2").textContent).toContain("■ tripped");
    expect(page().getAllByTestId("recent-command").length).toBe(1);
  });

  it("shows what drives it", async () => {
    await open("#view=equipment&of=FV-1");
    expect(page().getByTestId("interlock-UZ-1")).toBeTruthy();
    expect(page().getByTestId("loop-TIC-1.OP")).toBeTruthy();
  });

  it("says what is wrong with it", async () => {
    await open("#view=equipment&of=FV-1");
    expect(page().queryByTestId("equipment-emergency")).toBeNull();
    act(() => twin.stuck.set(["FV-1"]));
    expect(page().getByTestId("equipment-emergency").textContent).toContain("STUCK");
  });

  it("does not say what is wrong elsewhere", async () => {
    await open("#view=equipment&of=TK-1");
    act(() => twin.stuck.set(["FV-1"]));
    expect(page().queryByTestId("equipment-emergency")).toBeNull();
  });

  it("is found by its words from another page", async () => {
    await open("#view=equipment&of=R-1");
    const box = page().getByTestId("equipment-search");
    fireEvent.change(box, { target: { value: "tank" } });
    expect(page().getByText("1 found")).toBeTruthy();
    fireEvent.submit(box);
    await waitFor(() => expect(title()).toBe("TK-1"));
  });
});

it("an unknown id says so, and offers all equipment", async () => {
  await open("#view=equipment&of=Z-9");
  expect(page().getByTestId("equipment-unknown").textContent).toContain("no equipment Z-9");
  fireEvent.change(page().getByTestId("equipment-search"), { target: { value: "fv" } });
  fireEvent.click(page().getByTestId("page-FV-1"));
  await waitFor(() => expect(title()).toBe("FV-1"));
});

it("is opened by the button of a faceplate of equipment only, which then makes room", async () => {
  await open("#view=equipment&of=TK-1");
  act(() => twin.interlocks.hear(tripOf({ interlock: "UZ-2", tag: "LT-1" })));
  fireEvent.click(page().getByTestId("mark-LT-1"));
  expect(screen.queryByTestId("open-equipment")).toBeNull();
  fireEvent.click(within(page().getByTestId("interlock-UZ-2")).getByText("FV-1"));
  fireEvent.click(screen.getByTestId("open-equipment"));
  await waitFor(() => expect(title()).toBe("FV-1"));
  expect(screen.queryByTestId("faceplate")).toBeNull();
});

it("the address is kept while the page is open, and forgotten with it", async () => {
  await open("#view=equipment&of=TK-1&at=2026-01-01T00%3A00%3A00.000Z");
  fireEvent.click(screen.getByTestId("view-tags"));
  await waitFor(() => expect(screen.queryByTestId("equipment")).toBeNull());
  expect(equipmentIn(window.location.hash)).toBeNull();
});

it("an address says which page, and keeps the time", () => {
  const address = addressOfEquipment("#area=loop&at=x&branch=b", "P-1");
  expect(equipmentIn(address)).toBe("P-1");
  expect(new URLSearchParams(address.slice(1)).get("at")).toBe("x");
  expect(addressOfView(address, "tags")).toBe("#view=tags&area=loop&at=x");
  expect(equipmentIn("#view=scene&of=P-1")).toBeNull();
});

it("the view is not in the header, and shows the past and trainings", () => {
  expect(isInHeader("equipment")).toBe(false);
  expect(showsPast("equipment") && showsTraining("equipment")).toBe(true);
});

it("four trends at most, of the equipment itself first", () => {
  const many = ["1", "2", "3", "4"].map((name) => tagOf({ name, equipment: "S-1" }));
  const own = tagOf({ name: "own" });
  const unlike = [tagOf({ name: "set", kind: "setpoint" }), tagOf({ name: "word", states: ["a"] })];
  const drawn = tagsToDraw([...unlike, ...many, own], "R-1").map(({ name }) => name);
  expect(drawn).toEqual(["own", "1", "2", "3"]);
});
