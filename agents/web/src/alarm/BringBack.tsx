import type { AlarmEvent } from "../core/alarmEvent";
import { useAttempt } from "../live/useAttempt";
import { useForbidden } from "../live/useForbidden";
import { useTwin } from "../live/twinContext";
import { Refusal } from "./Refusal";

/** Ends shelving before its time, or returns an alarm to service; suppression ends by itself. */
export function BringBack({ alarm }: { alarm: AlarmEvent }) {
  const { alarms } = useTwin().twin.exchange;
  const { busy, refusal, attempt } = useAttempt();
  const forbidden = useForbidden("command", alarm.tag);
  if (alarm.state === "suppressed") return <span className="soft">ends with the trip</span>;
  const isShelved = alarm.state === "shelved";
  const call = () =>
    isShelved ? alarms.unshelve(alarm.alarm) : alarms.returnToService(alarm.alarm);
  return (
    <>
      <div className="alarm-actions">
        <button
          type="button"
          disabled={busy || forbidden !== ""}
          title={forbidden}
          onClick={() => void attempt(call)}
          data-testid={isShelved ? "alarm-unshelve" : "alarm-return"}
        >
          {isShelved ? "Unshelve" : "Return to service"}
        </button>
      </div>
      <Refusal refusal={refusal} />
    </>
  );
}
