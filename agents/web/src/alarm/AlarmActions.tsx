import { awaitsAcknowledgement, type AlarmEvent } from "../core/alarmEvent";
import { useAttempt } from "../live/useAttempt";
import { useForbidden } from "../live/useForbidden";
import { useTwin } from "../live/twinContext";
import { Refusal } from "./Refusal";

interface AlarmActionsProps {
  alarm: AlarmEvent;
  onShelve: () => void;
}

/** Acknowledge the occurrence that is shown, or put the alarm aside. */
export function AlarmActions({ alarm, onShelve }: AlarmActionsProps) {
  const { twin } = useTwin();
  const { busy, refusal, attempt } = useAttempt();
  const forbidden = useForbidden("command", alarm.tag);
  const acknowledge = (): void => void attempt(() => twin.exchange.alarms.acknowledge(alarm));
  const each = { type: "button", title: forbidden } as const;
  return (
    <>
      <div className="alarm-actions">
        {awaitsAcknowledgement(alarm) && (
          <button
            {...each}
            disabled={busy || forbidden !== ""}
            onClick={acknowledge}
            data-testid="alarm-acknowledge"
          >
            Acknowledge
          </button>
        )}
        {alarm.state === "latched" && (
          <button
            {...each}
            disabled={busy || forbidden !== ""}
            onClick={() => void attempt(() => twin.exchange.alarms.reset(alarm.alarm))}
            data-testid="alarm-reset"
          >
            Reset
          </button>
        )}
        <button
          {...each}
          className="shelve"
          disabled={forbidden !== ""}
          onClick={onShelve}
          data-testid="alarm-shelve"
        >
          Shelve
        </button>
      </div>
      <Refusal refusal={refusal} />
    </>
  );
}
