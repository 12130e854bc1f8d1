import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { addressOfTrends, addressWithTag, trendsIn } from "../src/core/trends/address";
import { csvOf } from "../src/core/trends/export";
import { summaryOf, valueAt } from "../src/core/trends/reading";
import { PlantIndex } from "../src/core/plant";
import { TwinContext } from "../src/live/twinContext";
import { addressOfView } from "../src/shell/viewAddress";
import { axesOf } from "../src/trends/axes";
import TrendsView from "../src/trends/TrendsView";
import { offlineTwin } from "./offlineTwin";
import { plantOf, tagOf } from "./samples";

const TIMES = [100, 110, 130];
const REPORTED = [1, null, 3];

const drawn = vi.hoisted(() => ({
  options: [] as { hooks: Record<string, ((plot: unknown) => void)[]>; series: unknown[] }[],
  data: [] as unknown[][],
  over: [] as HTMLElement[],
}));

// happy-dom has no canvas: what would be drawn is kept, and so is what is told to the page.
vi.mock("uplot", async (original) => {
  const { default: real } = await original<{ default: { join: unknown } }>();
  return {
    default: class {
      static paths = {};
      static join = real.join;
      over = document.createElement("div");
      constructor(options: (typeof drawn.options)[number]) {
        drawn.options.push(options);
        drawn.over.push(this.over);
        options.hooks["ready"]?.forEach((tell) => tell(this));
      }
      posToVal = (pixels: number): number => 100 + pixels;
      setData(data: unknown[]): void {
        drawn.data.push(data);
      }
      setSelect(): void {}
      setScale(): void {}
      setSize(): void {}
      redraw(): void {}
      destroy(): void {}
    },
  };
});

beforeEach(() => {
  sessionStorage.clear();
  window.location.hash = "";
  drawn.options.length = drawn.data.length = drawn.over.length = 0;
  vi.stubGlobal("fetch", (url: string) => {
    const name = new URL(String(url), "http://twin").searchParams.get("tag") ?? "";
    const history = { t: TIMES, reported: REPORTED, simulated: [2, 2, 2], desired: [5, 5, 5] };
    const body = JSON.stringify({ series: { [name]: history } });
    return Promise.resolve(new Response(body, { status: 200 }));
  });
});

// The answers stay, as a question may be asked for the last time while the view goes.
afterEach(cleanup);

function show(hash: string): void {
  window.location.hash = hash;
  const small = plantOf();
  const mode = tagOf({ name: "TIC-1.MODE", states: ["manual", "auto"] });
  const plant = new PlantIndex({ ...small, tags: [...small.tags, mode] });
  render(
    <TwinContext.Provider value={{ twin: offlineTwin(), plant }}>
      <TrendsView />
    </TwinContext.Provider>,
  );
}

/** A click into the plot, so many pixels from its left end. */
function click(offsetX: number, shiftKey = false): void {
  const event = new MouseEvent("click", { shiftKey });
  Object.defineProperty(event, "offsetX", { value: offsetX });
  act(() => void drawn.over.at(-1)?.dispatchEvent(event));
}

const cells = (tag: string): string[] =>
  within(screen.getByTestId(`trend-${tag}`))
    .getAllByRole("cell")
    .map(({ textContent }) => textContent ?? "");

it("a link keeps tags, time and zoom, and what it says wrongly is left open", () => {
  const trends = { tags: ["A", "B"], minutes: 480, zoom: { from: 10, to: 20 } };
  const address = addressOfTrends("#area=loop&at=2026-01-01", trends);
  expect(trendsIn(address)).toEqual(trends);
  expect(addressOfView(address, "diagram")).toBe("#area=loop&at=2026-01-01");
  expect(trendsIn("#view=scene")).toBeNull();
  expect(trendsIn("#view=trends&tags=A,,A&minutes=-3&zoom=20_10")).toEqual({
    tags: ["A"],
    minutes: 60,
    zoom: null,
  });
  const full = addressOfTrends("", { ...trends, tags: [..."ABCDEFGH"] });
  expect(trendsIn(addressWithTag(full, "I"))?.tags).toEqual([..."BCDEFGHI"]);
  expect(trendsIn(addressWithTag(full, "A"))?.tags).toEqual([..."BCDEFGHA"]);
});

it("a value holds until the next one, and a gap is none", () => {
  expect([99, 100, 109, 110, 129, 130, 999].map((time) => valueAt(TIMES, REPORTED, time))).toEqual([
    null,
    1,
    1,
    null,
    null,
    3,
    3,
  ]);
});

it("a mean weighs values by how long they held, and leaves gaps out", () => {
  expect(summaryOf(TIMES, REPORTED, { from: 105, to: 145 })).toEqual({
    least: 1,
    mean: (1 * 5 + 3 * 15) / 20,
    most: 3,
  });
  expect(summaryOf(TIMES, REPORTED, { from: 112, to: 120 })).toBeNull();
  expect(summaryOf([], [], { from: 0, to: 1 })).toBeNull();
});

it("tags share an axis by unit, or each has its own", () => {
  const plant = new PlantIndex(plantOf());
  const tags = ["TT-1", "TIC-1.SP", "LT-1"].flatMap((name) => plant.tags.get(name) ?? []);
  expect(axesOf(tags, false).map(({ places }) => places)).toEqual([[0, 1], [2]]);
  expect(axesOf(tags, true).map(({ places }) => places)).toEqual([[0], [1], [2]]);
  expect(axesOf(tags, false)[0]?.label).toContain("TT-1, TIC-1.SP [");
});

it("a table for other programs has the rows of the time that is shown", () => {
  const history = { t: TIMES, reported: REPORTED, simulated: [2, 2, 2], desired: [5, 5, 5] };
  const text = csvOf([{ tag: "TT-1", unit: "degC", history }], { from: 105, to: 200 });
  expect(text.split("\n")).toEqual([
    "time,tag,unit,reported,simulated,desired",
    "1970-01-01T00:01:50.000Z,TT-1,degC,,2,5",
    "1970-01-01T00:02:10.000Z,TT-1,degC,3,2,5",
    "",
  ]);
});

it("tags are added, drawn together, and taken out; the address and the next visit know them", async () => {
  show("");
  expect(screen.getByTestId("trends-of-loop").getAttribute("href")).toContain("tags=TT-1");
  for (const tag of ["TT-1", "LT-1"]) {
    fireEvent.change(screen.getByTestId("trends-tag"), { target: { value: tag } });
    fireEvent.click(screen.getByTestId("trends-add"));
    await screen.findByTestId(`trend-${tag}`);
  }
  await waitFor(() => expect(drawn.data.at(-1)?.[0]).toEqual(TIMES));
  expect(drawn.data.at(-1)).toHaveLength(1 + 2 * 3);
  expect(trendsIn(window.location.hash)?.tags).toEqual(["TT-1", "LT-1"]);
  fireEvent.click(screen.getByLabelText("Remove TT-1"));
  await waitFor(() => expect(screen.queryByTestId("trend-TT-1")).toBeNull());
  cleanup();
  show("");
  expect(screen.getByTestId("trend-LT-1")).toBeTruthy();
  cleanup();
  show("#view=trends"); // as the header opens it
  expect(screen.getByTestId("trend-LT-1")).toBeTruthy();
  expect(trendsIn(window.location.hash)?.tags).toEqual(["LT-1"]);
});

it.each([
  ["TT-404", /no tag TT-404/],
  ["TIC-1.MODE", /has states/],
  ["TT-1", /shown already/],
])("%s is not taken in, and it says why", (tag, why) => {
  show("#view=trends&tags=TT-1");
  fireEvent.change(screen.getByTestId("trends-tag"), { target: { value: tag } });
  expect(screen.getByText(why)).toBeTruthy();
  expect(screen.getByTestId<HTMLButtonElement>("trends-add").disabled).toBe(true);
});

it("says which tags of a link the plant does not have", () => {
  show("#view=trends&tags=TT-1,TT-404");
  expect(screen.getByRole("alert").textContent).toContain("TT-404");
});

it("two cursors are put by click and Shift, read, compared, and set by the keyboard", async () => {
  show("#view=trends&tags=TT-1");
  await waitFor(() => expect(drawn.data.at(-1)?.[0]).toEqual(TIMES));
  click(5);
  click(35, true);
  await waitFor(() => expect(screen.getByTestId("cursor-span").textContent).toBe("B − A 00:00:30"));
  const [, , , a, b, difference] = cells("TT-1");
  expect([a, b, difference].map(Number)).toEqual([1, 3, 2]);
  fireEvent.change(screen.getByTestId("cursor-b"), { target: { value: "" } });
  expect(cells("TT-1")[5]).toBe("—");
});

it("what is drawn over is zoomed into, asked for finer, and left again", async () => {
  show("#view=trends&tags=TT-1");
  const tells = drawn.options[0]?.hooks["setSelect"] ?? [];
  const select = { left: 5, width: 25 };
  const plot = { select, posToVal: (pixels: number) => 100 + pixels, setSelect: () => undefined };
  act(() => tells.forEach((tell) => tell(plot)));
  await waitFor(() => expect(trendsIn(window.location.hash)?.zoom).toEqual({ from: 105, to: 130 }));
  fireEvent.click(await screen.findByTestId("trends-back"));
  await waitFor(() => expect(trendsIn(window.location.hash)?.zoom).toBeNull());
});
