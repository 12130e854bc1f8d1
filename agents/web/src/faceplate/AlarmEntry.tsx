import { PriorityMark } from "../alarm/PriorityMark";
import { STATE_MEANING } from "../alarm/stateMeaning";
import { TagLink } from "../alarm/TagLink";
import { useAlarmNumbers } from "../alarm/useAlarmNumbers";
import { awaitsAcknowledgement, type AlarmEvent } from "../core/alarmEvent";
import { formatClock } from "../core/format";

/** One alarm in the words of ISA-18.2. */
export function AlarmEntry({ alarm }: { alarm: AlarmEvent }) {
  const { limit } = useAlarmNumbers(alarm);
  const waits = awaitsAcknowledgement(alarm) ? "awaits" : "";
  return (
    <li data-testid={`now-${alarm.alarm}`}>
      <PriorityMark alarm={alarm} /> <TagLink tag={alarm.tag} /> {limit},{" "}
      <time dateTime={alarm.raised ?? undefined}>{formatClock(alarm.raised)}</time>
      <br />
      <span className={`alarm-state ${waits}`}>{STATE_MEANING[alarm.state]}</span>
      {alarm.follows !== "" && <span className="soft"> follows {alarm.follows}</span>}
    </li>
  );
}
