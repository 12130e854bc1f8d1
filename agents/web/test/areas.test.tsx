import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { areaState } from "../src/core/areaState";
import { LiveValues } from "../src/core/liveValues";
import { PlantIndex } from "../src/core/plant";
import type { Twin } from "../src/core/twin";
import { SelectionContext } from "../src/diagram/selection";
import { AreaOffer } from "../src/faceplate/AreaOffer";
import { TwinContext } from "../src/live/twinContext";
import { addressOf, shortName, useArea } from "../src/shell/area";
import { AreaTabs } from "../src/shell/AreaTabs";
import { TagTable } from "../src/views/TagTable";
import { plantOf, tagOf, valueOf } from "./samples";
import { offlineTwin } from "./offlineTwin";

const plant = new PlantIndex(plantOf());
const { areas } = plant.plant;
let twin: Twin;

function show(element: React.ReactNode): void {
  render(<TwinContext.Provider value={{ twin, plant }}>{element}</TwinContext.Provider>);
}

beforeEach(() => {
  window.location.hash = "";
  twin = offlineTwin();
});

afterEach(cleanup);

it("counts what is in alarm and what can not be trusted", () => {
  const values = new LiveValues(
    () => 0,
    (run) => run(),
  );
  const tags = ["TT-1", "TT-2", "TT-3", "TT-4"].map((name) =>
    tagOf({ name, alarms: { high: 220, high_high: 240 } }),
  );
  values.receive([
    valueOf({ tag: "TT-1" }),
    valueOf({ tag: "TT-2", value: 230 }),
    valueOf({ tag: "TT-3", quality: "bad" }),
  ]);
  expect(areaState(tags, values, 0)).toEqual({ alarms: 1, severe: false, distrusted: 2 });
  values.receive([valueOf({ tag: "TT-2", value: 250 })]);
  expect(areaState(tags, values, 0)).toMatchObject({ alarms: 1, severe: true });
});

function Shown() {
  const area = useArea(areas);
  return (
    <>
      {area && <AreaTabs open={area} />}
      <output>{area?.id}</output>
    </>
  );
}

it("the address chooses the area; one that does not exist is the first", () => {
  show(<Shown />);
  const open = (hash: string): string => {
    act(() => {
      window.location.hash = hash;
      window.dispatchEvent(new Event("hashchange"));
    });
    return document.querySelector("output")?.textContent ?? "";
  };
  expect(open("")).toBe("loop");
  expect(open(addressOf("tanks"))).toBe("tanks");
  expect(screen.getByTestId("area-tanks").getAttribute("aria-current")).toBe("page");
  expect(screen.getByTestId("area-loop").hasAttribute("aria-current")).toBe(false);
  expect(open("#area=nowhere")).toBe("loop");
});

it("a tab is marked only while something in its area is abnormal", () => {
  twin.values.receive([
    valueOf({ tag: "TT-1" }),
    valueOf({ tag: "TIC-1.SP", value: 210 }),
    valueOf({ tag: "LT-1", value: 50, quality: "bad" }),
  ]);
  show(<Shown />);
  expect(screen.getByTestId("area-loop").textContent).toBe("Loop");
  expect(screen.getByTestId("area-tanks").textContent).toBe("Tanks✕1");
});

it.each([
  ["loop", null],
  ["tanks", "Open drawing: Loop"],
  [null, "Open drawing: Loop"],
])("the faceplate of a tag in loop, while %s is shown, offers %j", (shownArea, offer) => {
  const opened: string[] = [];
  show(
    <SelectionContext.Provider
      value={{
        selection: null,
        selectTag: () => undefined,
        selectEquipment: () => undefined,
        selectStream: () => undefined,
        shownArea,
        openArea: (area) => opened.push(area),
        openScene: null,
        openEditor: null,
      }}
    >
      <AreaOffer id="TT-1" />
    </SelectionContext.Provider>,
  );
  const button = screen.queryByTestId("open-area");
  expect(button?.textContent ?? null).toBe(offer);
  if (button !== null) fireEvent.click(button);
  expect(opened).toEqual(offer === null ? [] : ["loop"]);
});

it("the tag table shows all areas, or one", () => {
  // There is no layout here: what scrolls is as high as a screen.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(900);
  show(<TagTable />);
  expect(screen.getByTestId("tag-table").querySelectorAll("tbody tr[data-index]")).toHaveLength(3);
  fireEvent.change(screen.getByTestId("tag-area"), { target: { value: "tanks" } });
  expect(screen.getByTestId("row-LT-1").textContent).toContain("Tanks");
  expect(screen.queryByTestId("row-TT-1")).toBeNull();
});

it("a tab has a short name, the whole title beside the pointer", () => {
  expect(shortName({ id: "cooling_water", title: "Cooling water of all" })).toBe("Cooling water");
  show(<Shown />);
  expect(screen.getByTestId("area-tanks").title).toBe("Tanks");
});
