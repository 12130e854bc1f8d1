import type { AlarmEvent } from "../src/core/alarmEvent";

/** An alarm with everything a test does not care about filled in. */
export function alarmOf(changes: Partial<AlarmEvent> = {}): AlarmEvent {
  const { tag = "TT-1", limit = "high_high" } = changes;
  return {
    alarm: `${tag}.${limit}`,
    tag,
    limit,
    state: "unacknowledged",
    change: "raised",
    priority: "high",
    description: "Reactor inlet temperature",
    area: "loop",
    value: 241.5,
    setting: 240,
    unit: "degC",
    occurrence: 3,
    raised: "2026-01-01T10:00:00Z",
    time: "2026-01-01T10:00:00Z",
    user: "",
    reason: "",
    until: null,
    consequence: "interlock I-1 trips R-1",
    follows: "",
    origin: "plant",
    basis: "measured",
    ...changes,
  };
}

/** An alarm of low priority in another area. */
export const LEVEL: AlarmEvent = alarmOf({
  tag: "LT-1",
  limit: "low",
  priority: "low",
  description: "Tank level",
  area: "tanks",
  value: 9.9,
  setting: 10,
  unit: "%",
  occurrence: 1,
  raised: "2026-01-01T11:00:00Z",
  time: "2026-01-01T11:00:00Z",
  consequence: "",
});
