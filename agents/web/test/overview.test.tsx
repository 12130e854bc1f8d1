import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PlantIndex, type Phase, type Plant, type Stream } from "../src/core/plant";
import type { Twin } from "../src/core/twin";
import { SelectionContext } from "../src/diagram/selection";
import { TwinContext } from "../src/live/twinContext";
import { clock } from "../src/live/useNow";
import { linksOf } from "../src/overview/areaLinks";
import { areaMapOf, type AreaMap } from "../src/overview/areaMap";
import { backward } from "../src/overview/backward";
import { keyValues } from "../src/overview/keyValues";
import OverviewView from "../src/overview/OverviewView";
import { showsPast, showsTraining, viewsFor } from "../src/shell/view";
import { alarmOf, LEVEL } from "./alarmSamples";
import { offlineTwin } from "./offlineTwin";
import { tripOf } from "./protectedPlant";
import { plantOf, tagOf, valueOf } from "./samples";

/** Streams between areas of one piece of equipment each, as `feed>loop` or `water>loop water`. */
function streamsOf(...ways: string[]): Stream[] {
  return ways.map((way, n) => {
    const [ends = "", phase = "gas"] = way.split(" ");
    const [source = "", target = ""] = ends.split(">");
    const port = (area: string) => ({ equipment: `E-${area}`, port: "any" });
    const carried = { phase: phase as Phase, description: `what ${way} carries` };
    return { id: `S-${n}`, source: port(source), target: port(target), ...carried };
  });
}

function plantOfAreas(areas: string[], ...ways: string[]): Plant {
  const equipment = areas.map((area) => ({ id: `E-${area}`, kind: "any", area, description: "" }));
  return {
    ...plantOf(),
    ...{ equipment, streams: streamsOf(...ways), instruments: [], controllers: [], tags: [] },
    areas: areas.map((id) => ({ id, title: `The ${id}` })),
  };
}

/** The document names the areas otherwise than they follow on each other. */
const LINE = ["water", "store", "loop", "feed"];
const WAYS = ["feed>loop", "feed>loop", "loop>store", "water>loop water", "loop>water water"];

const columnOf = ({ tiles }: AreaMap, area: string): number => tiles.get(area)?.x ?? Number.NaN;

describe("the map", () => {
  it("places areas along the flow, those that only heat and cool below", async () => {
    const map = await areaMapOf(plantOfAreas(LINE, ...WAYS));
    expect([...map.tiles.keys()]).toEqual(["feed", "loop", "store", "water"]);
    const [feed, loop, store] = ["feed", "loop", "store"].map((area) => columnOf(map, area));
    expect(feed).toBeLessThan(loop ?? 0);
    expect(loop).toBeLessThan(store ?? 0);
    const bottom = (area: string): number => (map.tiles.get(area)?.y ?? 0) + 1;
    const lowest = Math.max(...["feed", "loop", "store"].map(bottom));
    expect(map.tiles.get("water")?.y).toBeGreaterThan(lowest);
  });

  it("leads each line from its source to its target, one a pair and direction", async () => {
    const { lines, tiles } = await areaMapOf(plantOfAreas(LINE, ...WAYS, "store>feed"));
    expect(lines.map(({ link }) => `${link.id} ${link.streams.length}`).sort()).toEqual([
      "feed to loop 2",
      "loop to store 1",
      "loop to water 1",
      "store to feed 1",
      "water to loop 1",
    ]);
    for (const { link, points } of lines)
      for (const [area, end] of [
        [link.source, points[0]],
        [link.target, points.at(-1)],
      ] as const) {
        const { x = 0, y = 0, width = 0, height = 0 } = tiles.get(area) ?? {};
        const { x: right = -1, y: down = -1 } = end ?? {};
        const inside = right >= x && right <= x + width && down >= y && down <= y + height;
        expect([link.id, area, inside]).toEqual([link.id, area, true]);
      }
  });

  it("is the same each time, and made once for a plant", async () => {
    const plant = plantOfAreas(LINE, ...WAYS);
    const told = async (of: Plant): Promise<string> => {
      const { tiles, lines, extent } = await areaMapOf(of);
      return JSON.stringify([[...tiles], lines, extent]);
    };
    expect(await told(plant)).toBe(await told(structuredClone(plant)));
    expect(areaMapOf(plant)).toBe(areaMapOf(plant));
  });

  it("takes what closes a circle as coming back, and nothing else", () => {
    const plant = plantOfAreas(["b", "c", "a"], "a>b", "b>c", "c>b", "b>b");
    expect([...backward(linksOf(plant), ["b", "c", "a"])]).toEqual(["c to b"]);
    expect([...backward(linksOf(plant), ["c", "b", "a"])]).toEqual(["b to c"]);
  });

  it("shows a plant that only heats and cools, and one of a single area", async () => {
    const steam = await areaMapOf(plantOfAreas(["use", "boiler"], "boiler>use steam"));
    expect([...steam.tiles.keys()]).toEqual(["boiler", "use"]);
    const single = await areaMapOf(plantOfAreas(["all"]));
    expect([...single.tiles.keys()]).toEqual(["all"]);
  });
});

/** The small plant with flows that cross, and one that does not. */
function measuredPlant(): Plant {
  const small = plantOf();
  const flows = ["FT-2 S-2", "FT-3 S-3", "PT-3 S-3"].map((each) => each.split(" "));
  const kind = (tag = ""): string => (tag.startsWith("F") ? "mass_flow" : "pressure");
  const instruments = flows.map(([tag = "", stream = ""]) => ({
    ...{ tag, stream, area: "loop", equipment: null, measures: `${stream}.${kind(tag)}` },
  }));
  const tags = flows.map(([name = ""]) => tagOf({ name, equipment: null }));
  const twin = { ...small.controllers[0], name: "TIC-2" } as Plant["controllers"][number];
  return {
    ...small,
    instruments: [...small.instruments, ...instruments],
    controllers: [...small.controllers, twin, { ...twin, name: "FIC-2", reads: "FT-2" }],
    tags: [...small.tags, ...tags],
  };
}

describe("key values", () => {
  const names = (area: string, plant: Plant): string[] =>
    keyValues(area, new PlantIndex(plant)).map(({ name }) => name);

  it("are flows across the border of either side, then what controllers read and what else is measured, each once", () => {
    expect(names("loop", measuredPlant())).toEqual(["FT-3", "TT-1", "FT-2", "PT-3"]);
    expect(names("tanks", measuredPlant())).toEqual(["FT-3", "LT-1"]);
  });

  it("are four at most", () => {
    const plant = measuredPlant();
    const more = ["TT-4", "TT-5", "TT-6"].map((name) => tagOf({ name }));
    const [loop] = plant.controllers;
    if (loop === undefined) throw new Error("no controller");
    const loops = more.map(({ name }) => ({ ...loop, name: `${name}C`, reads: name }));
    const crowded = {
      ...plant,
      tags: [...plant.tags, ...more],
      controllers: [...plant.controllers, ...loops],
    };
    expect(names("loop", crowded)).toEqual(["FT-3", "TT-1", "FT-2", "TT-4"]);
  });
});

describe("the view", () => {
  const plant = new PlantIndex(measuredPlant());
  let twin: Twin;
  let opened: string[] = [];

  async function show(): Promise<ReturnType<typeof render>> {
    const context = {
      ...{ selection: null, shownArea: null, openScene: null, openEditor: null },
      ...{ selectEquipment: () => undefined, selectStream: () => undefined },
      selectTag: (id: string) => opened.push(`tag ${id}`),
      openArea: (id: string) => opened.push(`area ${id}`),
    };
    const shown = await act(async () =>
      render(
        <TwinContext.Provider value={{ twin, plant }}>
          <SelectionContext.Provider value={context}>
            <OverviewView />
          </SelectionContext.Provider>
        </TwinContext.Provider>,
      ),
    );
    await screen.findByTestId("tile-loop");
    return shown;
  }

  const wait = (): void => act(() => clock.set(performance.now()));
  const nameOf = (area: string): string =>
    screen.getByTestId(`open-${area}`).getAttribute("aria-label") ?? "";
  const listOf = (element: Element): string[] =>
    [...element.querySelectorAll("ul:first-of-type:not(.tile-keys) > li")].map(
      ({ textContent }) => textContent ?? "",
    );

  async function readAlarms(...alarms: Parameters<typeof alarmOf>[0][]): Promise<void> {
    twin.alarms.doubt(true);
    await act(() => twin.alarms.read(() => Promise.resolve(alarms.map(alarmOf))));
  }

  beforeEach(() => {
    window.location.hash = "";
    opened = [];
    // There is no layout here, and React Flow asks the element itself how large it is.
    vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1600);
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(800);
    twin = offlineTwin();
    twin.agents.set([{ name: "opcua", state: "healthy", reason: null, since: null }]);
    twin.values.receive(plant.plant.tags.map(({ name }) => valueOf({ tag: name })));
  });

  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it("is calm while nothing is wrong, and says so only when all alarms are read", async () => {
    await show();
    expect(screen.getByTestId("plant-word").textContent).toBe("Alarms not known");
    expect(nameOf("loop")).toBe("Loop: alarms not known, nothing bad");
    await readAlarms();
    expect(screen.getByTestId("plant-word").textContent).toBe("Plant normal");
    expect(nameOf("loop")).toBe("Loop: no alarms, nothing bad");
    const tile = screen.getByTestId("tile-loop");
    expect(tile.className).toContain("tile-calm");
    expect(tile.querySelector("p")?.textContent).toBe("normal");
  });

  it("tells of alarms by priority, in words, on the tile of their area and of the plant", async () => {
    await show();
    const seen = { limit: "high", state: "acknowledged", priority: "medium" } as const;
    const gone = { limit: "low", state: "returned" } as const;
    const hidden = { limit: "low_low", state: "shelved" } as const;
    await readAlarms({}, seen, gone, hidden, { ...LEVEL, state: "acknowledged" });
    expect(nameOf("loop")).toBe("Loop: 2 alarms (1 high, 1 medium), 2 unacknowledged, nothing bad");
    expect(nameOf("tanks")).toBe("Tanks: 1 alarm (1 low), nothing bad");
    const tile = screen.getByTestId("tile-loop");
    expect(listOf(tile)).toEqual(["■ high 1", "▲ medium 1", "2 unacknowledged"]);
    expect([...tile.querySelectorAll(".filled")].map((each) => each.textContent)).toEqual([
      "■ high 1",
    ]);
    expect(tile.className).toContain("tile-high");
    expect(listOf(screen.getByTestId("plant-line"))).toEqual([
      ...["■ high 1", "▲ medium 1", "● low 1", "2 unacknowledged"],
      ...["0 bad or stale", "0 interlocks tripped", "1 agents healthy"],
    ]);
    expect(screen.getByTestId("plant-word").textContent).toBe("Plant abnormal");
  });

  it("tells of what is bad or stale, as time passes, and of what tripped", async () => {
    await show();
    await readAlarms();
    twin.values.receive([
      valueOf({ tag: "LT-1", quality: "bad" }),
      valueOf({ tag: "TT-1", age_s: 60 }),
      valueOf({ tag: "FT-2", quality: "bad" }),
    ]);
    wait();
    expect(nameOf("loop")).toBe("Loop: no alarms, 2 bad or stale");
    expect(nameOf("tanks")).toBe("Tanks: no alarms, 1 bad or stale");
    act(() => twin.interlocks.hear(tripOf({ tag: "LT-1" })));
    expect(nameOf("tanks")).toBe("Tanks: no alarms, 1 bad or stale, 1 interlock tripped");
    expect(listOf(screen.getByTestId("tile-tanks"))).toEqual(["⏻ 1 tripped", "✕ 1 bad or stale"]);
    expect(screen.getByTestId("tile-tanks").className).toContain("tile-high");
    expect(listOf(screen.getByTestId("plant-line")).slice(4, 6)).toEqual([
      "3 bad or stale",
      "1 interlock tripped",
    ]);
  });

  it("names agents that are not healthy, which is abnormal as well", async () => {
    await show();
    await readAlarms();
    const [agent] = twin.agents.get();
    if (agent === undefined) throw new Error("no agent");
    act(() => twin.agents.set([agent, { ...agent, name: "commander", state: "down" }]));
    expect(listOf(screen.getByTestId("plant-line")).at(-1)).toBe(
      "1 of 2 agents not healthy: commander down",
    );
    expect(screen.getByTestId("plant-word").textContent).toBe("Plant abnormal");
  });

  it("opens an area's drawing by its title, and a faceplate by a key value", async () => {
    await show();
    fireEvent.click(screen.getByTestId("open-tanks"));
    fireEvent.click(within(screen.getByTestId("tile-loop")).getByTestId("mark-TT-1"));
    expect(opened).toEqual(["area tanks", "tag TT-1"]);
  });

  it("goes through the tiles in the order of the flow, and names what runs between them", async () => {
    await show();
    const titles = screen.getAllByRole("button", { name: /^(Loop|Tanks):/ });
    expect(titles.map((each) => each.dataset["testid"])).toEqual(["open-loop", "open-tanks"]);
    expect(screen.getByTestId("line-loop to tanks").querySelector("title")?.textContent).toBe(
      "Loop to Tanks: S-3 Product",
    );
  });
});

it("is the first view, of the past and of trainings as well", () => {
  expect(viewsFor(null)[0]).toBe("overview");
  expect([showsPast("overview"), showsTraining("overview")]).toEqual([true, true]);
});
