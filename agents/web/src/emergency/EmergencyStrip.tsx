import { useContext, useMemo, type ReactNode } from "react";

import type { Area } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";
import { EmergencyContext } from "./emergencyContext";
import { EmergencyList } from "./EmergencyList";
import { useEmergencies } from "./useEmergencies";

interface EmergencyStripProps {
  area: Area;
  children: ReactNode;
}

/** Above a drawing, what is wrong there and what is severe elsewhere; symbols below it know it. */
export function EmergencyStrip({ area, children }: EmergencyStripProps) {
  const { plant } = useTwin();
  const { selectEquipment, selectStream, openArea } = useContext(SelectionContext);
  const all = useEmergencies();
  const byPlace = useMemo(() => new Map(all.map((each) => [each.place, each])), [all]);
  const go = (place: string): void => {
    const there = plant.areaOf(place)?.id;
    if (there !== undefined && there !== area.id) openArea(there);
    if (plant.stream(place) === undefined) selectEquipment(place);
    else selectStream(place);
  };
  return (
    <EmergencyContext.Provider value={byPlace}>
      <EmergencyList
        emergencies={all.filter(
          ({ place, severe }) => severe || plant.areaOf(place)?.id === area.id,
        )}
        isThere={(place) => plant.areaOf(place) !== undefined}
        onGo={go}
      />
      {children}
    </EmergencyContext.Provider>
  );
}
