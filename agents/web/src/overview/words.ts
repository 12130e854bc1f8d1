import { PRIORITIES } from "../core/alarmEvent";
import { activeOf, type AlarmCounts } from "./alarmCounts";
import type { Sight } from "./useSight";

/** A number with what is counted: `1 alarm`, `2 alarms`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Whether there is nothing that somebody has to look at. */
export function isCalm({ alarms, distrusted, tripped }: Sight): boolean {
  return activeOf(alarms) + alarms.unacknowledged + distrusted + tripped === 0;
}

function alarmWords(alarms: AlarmCounts, isComplete: boolean): string {
  const active = activeOf(alarms);
  if (active === 0) return isComplete ? "no alarms" : "alarms not known";
  const parts = PRIORITIES.filter((each) => alarms[each] > 0);
  return `${counted(active, "alarm")} (${parts.map((each) => `${alarms[each]} ${each}`).join(", ")})`;
}

/** All that is told of an area in one sentence, for who does not see it. */
export function sightWords({ alarms, isComplete, distrusted, tripped }: Sight): string {
  const parts = [
    alarmWords(alarms, isComplete),
    alarms.unacknowledged > 0 ? `${alarms.unacknowledged} unacknowledged` : "",
    distrusted > 0 ? `${distrusted} bad or stale` : "nothing bad",
    tripped > 0 ? `${counted(tripped, "interlock")} tripped` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
