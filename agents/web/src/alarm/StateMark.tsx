import { awaitsAcknowledgement, type AlarmEvent, type AlarmState } from "../core/alarmEvent";
import { STATE_MEANING } from "./stateMeaning";

const SYMBOL: Record<AlarmState, string> = {
  normal: "–",
  unacknowledged: "!",
  acknowledged: "✓",
  returned: "↓",
  latched: "⊓",
  shelved: "‖",
  suppressed: "≡",
  out_of_service: "⊘",
};

/** State as a symbol and a word, heavy while somebody has to look at it. */
export function StateMark({ alarm }: { alarm: AlarmEvent }) {
  const waits = awaitsAcknowledgement(alarm) ? "awaits" : "";
  return (
    <span className={`alarm-state ${waits}`} title={STATE_MEANING[alarm.state]}>
      <span aria-hidden="true">{SYMBOL[alarm.state]}</span> {alarm.state.replaceAll("_", " ")}
    </span>
  );
}
