import { PRIORITY_SYMBOL } from "../alarm/PriorityMark";
import type { AlarmPriority } from "../core/alarmEvent";
import type { AlarmCounts } from "./alarmCounts";

interface AlarmCountProps {
  priority: AlarmPriority;
  alarms: AlarmCounts;
}

/** Active alarms of a priority in shape, word and colour; filled while nobody has seen one of them. */
export function AlarmCount({ priority, alarms }: AlarmCountProps) {
  const unseen = alarms[`new ${priority}`];
  const look =
    alarms[priority] === 0 ? "none" : `priority-${priority} ${unseen > 0 ? "filled" : ""}`;
  return (
    <b className={`priority ${look}`} title={`${unseen} of them unacknowledged`}>
      <span aria-hidden="true">{PRIORITY_SYMBOL[priority]}</span> {priority} {alarms[priority]}
    </b>
  );
}
