/** Which alarms of the list are looked at. */

import { awaitsAcknowledgement, isHidden, type AlarmEvent, type AlarmPriority } from "./alarmEvent";

/** Empty: any. */
export interface AlarmFilter {
  area: string;
  priority: AlarmPriority | "";
  onlyUnacknowledged: boolean;
  /** Leaves out what follows from a trip that is known. */
  onlyFirst: boolean;
}

export const ANY_ALARM: AlarmFilter = {
  area: "",
  priority: "",
  onlyUnacknowledged: false,
  onlyFirst: false,
};

function isChosen(alarm: AlarmEvent, { area, priority, onlyFirst }: AlarmFilter): boolean {
  if (onlyFirst && alarm.follows !== "") return false;
  const areaFits = area === "" || alarm.area === area;
  return areaFits && (priority === "" || alarm.priority === priority);
}

/** The alarms to be dealt with, and those which are out of sight. */
export function chosenAlarms(
  alarms: readonly AlarmEvent[],
  filter: AlarmFilter,
): { shown: AlarmEvent[]; hidden: AlarmEvent[] } {
  const chosen = alarms.filter((alarm) => isChosen(alarm, filter));
  const standing = chosen.filter((alarm) => !isHidden(alarm));
  return {
    shown: filter.onlyUnacknowledged ? standing.filter(awaitsAcknowledgement) : standing,
    hidden: chosen.filter(isHidden),
  };
}
