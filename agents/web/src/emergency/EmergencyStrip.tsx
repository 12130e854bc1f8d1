import { useContext } from "react";

import type { Area } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";
import { EmergencyContext } from "./emergencyContext";
import { EmergencyList } from "./EmergencyList";

/** What is wrong in an area, and what is severe elsewhere, in a line. */
export function EmergencyStrip({ area }: { area: Area }) {
  const { plant } = useTwin();
  const { selectEquipment, selectStream, openArea } = useContext(SelectionContext);
  const all = useContext(EmergencyContext);
  const go = (place: string): void => {
    const there = plant.areaOf(place)?.id;
    if (there !== undefined && there !== area.id) openArea(there);
    if (plant.stream(place) === undefined) selectEquipment(place);
    else selectStream(place);
  };
  return (
    <EmergencyList
      emergencies={all.filter(({ place, severe }) => severe || plant.areaOf(place)?.id === area.id)}
      isThere={(place) => plant.areaOf(place) !== undefined}
      onGo={go}
    />
  );
}
