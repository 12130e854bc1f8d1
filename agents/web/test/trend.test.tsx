import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { TwinContext } from "../src/live/twinContext";
import { Trend } from "../src/trend/Trend";
import { plantOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

const drawn = vi.hoisted(() => ({ data: [] as unknown[][] }));

// jsdom has no canvas: what would be drawn is kept.
vi.mock("uplot", () => ({
  default: class {
    static paths = {};
    setData(data: unknown[]): void {
      drawn.data.push(data);
    }
    setScale(): void {}
    destroy(): void {}
  },
}));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("a window of days is asked of the exchange, and drawn with its holes", async () => {
  const asked: string[] = [];
  const column = [1, null, 3];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(String(url));
    const series = { t: [1, 2, 3], reported: column, simulated: column, desired: column };
    const name = new URL(String(url), "http://twin").searchParams.get("tag") ?? "";
    const body = JSON.stringify({ series: { [name]: series } });
    return Promise.resolve(new Response(body, { status: 200 }));
  });
  const plant = new PlantIndex(plantOf());
  const twin = offlineTwin();
  const tag = plant.tags.get("TT-1");
  if (tag === undefined) throw new Error("no tag TT-1");
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <Trend tag={tag} />
    </TwinContext.Provider>,
  );
  fireEvent.click(screen.getByText("7 d"));
  expect(screen.getByText("7 d").getAttribute("aria-pressed")).toBe("true");
  await waitFor(() => expect(asked.some((url) => url.includes("minutes=10080"))).toBe(true));
  await waitFor(() => expect(drawn.data.at(-1)?.slice(0, 2)).toEqual([[1, 2, 3], column]));
});
