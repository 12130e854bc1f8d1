import { useMemo } from "react";

import { areaState, type AreaState } from "../core/areaState";
import type { Area } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { useNow } from "../live/useNow";
import { addressOf, shortName } from "./area";

/** Says in sign, number and colour what is abnormal; nothing if nothing is. */
function Marks({ state: { alarms, severe, distrusted } }: { state: AreaState }) {
  return (
    <>
      {alarms > 0 && (
        <b className={`tab-mark ${severe ? "severe" : "warning"}`} title={`${alarms} in alarm`}>
          <span aria-hidden="true">▲</span>
          {alarms}
        </b>
      )}
      {distrusted > 0 && (
        <b className="tab-mark trust-bad" title={`${distrusted} bad or stale`}>
          <span aria-hidden="true">✕</span>
          {distrusted}
        </b>
      )}
    </>
  );
}

function AreaTab({ area, isOpen }: { area: Area; isOpen: boolean }) {
  const { twin, plant } = useTwin();
  const now = useNow();
  const tags = useMemo(
    () => plant.plant.tags.filter((tag) => tag.area === area.id),
    [plant, area.id],
  );
  return (
    <a
      href={addressOf(area.id)}
      title={area.title}
      aria-current={isOpen ? "page" : undefined}
      data-testid={`area-${area.id}`}
    >
      <span>{shortName(area)}</span>
      <Marks state={areaState(tags, twin.values, now)} />
    </a>
  );
}

/** The drawings to choose from, each with a mark if something in its area is abnormal. */
export function AreaTabs({ open }: { open: Area }) {
  const { plant } = useTwin();
  return (
    <nav className="area-tabs" aria-label="Areas">
      {plant.plant.areas.map((area) => (
        <AreaTab key={area.id} area={area} isOpen={area.id === open.id} />
      ))}
    </nav>
  );
}
