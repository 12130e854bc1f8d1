import { awaitsAcknowledgement, type AlarmEvent, type AlarmState } from "../core/alarmEvent";

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

const MEANING: Record<AlarmState, string> = {
  normal: "Normal",
  unacknowledged: "Active, not acknowledged",
  acknowledged: "Active, acknowledged",
  returned: "Returned to normal, not acknowledged",
  latched: "Returned to normal and acknowledged, to be reset",
  shelved: "Shelved",
  suppressed: "Suppressed by design, as a trip explains it",
  out_of_service: "Out of service",
};

/** State as a symbol and a word, heavy while somebody has to look at it. */
export function StateMark({ alarm }: { alarm: AlarmEvent }) {
  const waits = awaitsAcknowledgement(alarm) ? "awaits" : "";
  return (
    <span className={`alarm-state ${waits}`} title={MEANING[alarm.state]}>
      <span aria-hidden="true">{SYMBOL[alarm.state]}</span> {alarm.state.replaceAll("_", " ")}
    </span>
  );
}
