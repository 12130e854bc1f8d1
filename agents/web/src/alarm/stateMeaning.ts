import type { AlarmState } from "../core/alarmEvent";

/** The states of ISA-18.2 in full. */
export const STATE_MEANING: Record<AlarmState, string> = {
  normal: "Normal",
  unacknowledged: "Active, not acknowledged",
  acknowledged: "Active, acknowledged",
  returned: "Returned to normal, not acknowledged",
  latched: "Returned to normal and acknowledged, to be reset",
  shelved: "Shelved",
  suppressed: "Suppressed by design, as a trip explains it",
  out_of_service: "Out of service",
};
