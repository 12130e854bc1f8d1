import type { AlarmEvent, AlarmPriority } from "../core/alarmEvent";

export const PRIORITY_SYMBOL: Record<AlarmPriority, string> = { high: "■", medium: "▲", low: "●" };

/** Priority in shape, word and colour; filled as long as it is active and nobody has seen it. */
export function PriorityMark({ alarm: { priority, state } }: { alarm: AlarmEvent }) {
  const filled = state === "unacknowledged" ? "filled" : "";
  return (
    <b className={`priority priority-${priority} ${filled}`}>
      <span aria-hidden="true">{PRIORITY_SYMBOL[priority]}</span> {priority}
    </b>
  );
}
