import type { AlarmEvent } from "../core/alarmEvent";
import { AlarmList } from "../core/alarmList";
import { formatClock } from "../core/format";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { PriorityMark } from "./PriorityMark";
import { StateMark } from "./StateMark";
import { TagLink } from "./TagLink";
import { useAlarmNumbers } from "./useAlarmNumbers";

function MostUrgent({ alarm }: { alarm: AlarmEvent }) {
  const { value, limit } = useAlarmNumbers(alarm);
  return (
    <>
      <PriorityMark alarm={alarm} />
      <StateMark alarm={alarm} />
      <TagLink tag={alarm.tag} />
      <b>{limit}</b>
      <span className="alarm-text" title={alarm.description}>
        {alarm.description}
      </span>
      <b>{value}</b>
      <time dateTime={alarm.raised ?? undefined}>{formatClock(alarm.raised)}</time>
    </>
  );
}

/** The most urgent alarm that nobody has acknowledged, on every view; nothing if there is none. */
export function AlarmBanner({ onOpen }: { onOpen: () => void }) {
  const waiting = AlarmList.unacknowledged(useObservable(useTwin().twin.alarms));
  const [first] = waiting;
  const others = waiting.length - 1;
  // What is to be read out has to stand in an element that was there before.
  return (
    <div aria-live="polite">
      {first && (
        <section className="alarm-banner" aria-label="Most urgent alarm" data-testid="alarm-banner">
          <MostUrgent alarm={first} />
          <span className="banner-end">
            {others > 0 && <span className="soft">and {others} more</span>}
            <button type="button" onClick={onOpen} data-testid="alarm-banner-open">
              Open alarms
            </button>
          </span>
        </section>
      )}
    </div>
  );
}
