import { AlarmList } from "../core/alarmList";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

/** How many alarms nobody has acknowledged; nothing where there is none. */
export function UnacknowledgedCount() {
  const waiting = AlarmList.unacknowledged(useObservable(useTwin().twin.alarms));
  if (waiting.length === 0) return null;
  return (
    // The banner speaks; a second voice would say the same again.
    <span className="count" title="not acknowledged" data-testid="alarms-unacknowledged">
      {waiting.length}
    </span>
  );
}
