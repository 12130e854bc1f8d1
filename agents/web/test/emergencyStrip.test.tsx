import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useContext } from "react";
import { afterEach, expect, it, vi } from "vitest";

import { PlantIndex } from "../src/core/plant";
import { SelectionContext } from "../src/diagram/selection";
import { EmergencyContext } from "../src/emergency/emergencyContext";
import { EmergencyProvider } from "../src/emergency/EmergencyProvider";
import { EmergencyStrip } from "../src/emergency/EmergencyStrip";
import { TwinContext } from "../src/live/twinContext";
import { offlineTwin } from "./offlineTwin";
import { plantOf, releaseOf } from "./samples";

afterEach(cleanup);

function Marked({ place }: { place: string }) {
  const found = useContext(EmergencyContext).find((each) => each.place === place);
  return <p data-testid="marked">{found?.words ?? "nothing"}</p>;
}

it("tells above a drawing what is wrong there and what is severe elsewhere, and leads to it", () => {
  const twin = offlineTwin();
  const plant = new PlantIndex(plantOf());
  const [loop] = plant.plant.areas;
  const elsewhere = plant.plant.equipment.find(({ area }) => area !== loop?.id);
  if (loop === undefined || elsewhere === undefined) throw new Error("the sample has changed");
  const selection = {
    ...{ selection: null, shownArea: loop.id, openScene: null, openEditor: null },
    ...{ selectTag: vi.fn(), selectEquipment: vi.fn(), selectStream: vi.fn(), openArea: vi.fn() },
  };
  render(
    <TwinContext.Provider value={{ twin, plant }}>
      <SelectionContext.Provider value={selection}>
        <EmergencyProvider>
          <EmergencyStrip area={loop} />
          <Marked place="R-1" />
        </EmergencyProvider>
      </SelectionContext.Provider>
    </TwinContext.Provider>,
  );
  const told = (): string[] => screen.queryAllByRole("listitem").map((li) => li.textContent ?? "");
  expect([told(), screen.getByTestId("marked").textContent]).toEqual([[], "nothing"]);
  const leak = { place: "R-1", flammable_length: 0, dangerous_length: 0 };
  const flare = { kind: "flare", burning: true, flame: 9, place: elsewhere.id } as const;
  act(() => twin.releases.hear(releaseOf(flare)));
  act(() => twin.releases.hear(releaseOf(leak)));
  act(() => twin.stuck.set([elsewhere.id]));
  expect(told()).toEqual(["R-1 LEAK 2 kg/s gas", expect.stringMatching(`^${elsewhere.id} STUCK`)]);
  expect(screen.getByTestId("marked").textContent).toBe("LEAK 2 kg/s gas");
  fireEvent.click(screen.getByRole("button", { name: elsewhere.id }));
  expect(selection.openArea).toHaveBeenCalledWith(elsewhere.area);
  expect(selection.selectEquipment).toHaveBeenCalledWith(elsewhere.id);
});
