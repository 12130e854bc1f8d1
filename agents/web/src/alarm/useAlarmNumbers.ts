import type { AlarmEvent } from "../core/alarmEvent";
import { limitWord } from "../core/alarm";
import { formatNumber, formatUnit } from "../core/format";
import { useTwin } from "../live/twinContext";

/** Value and passed limit of an alarm as text, as exact as its tag is. */
export function useAlarmNumbers(alarm: AlarmEvent): { value: string; limit: string } {
  const tag = useTwin().plant.tags.get(alarm.tag);
  const shown = (value: number | null): string => {
    const number = tag === undefined ? String(value ?? "—") : formatNumber(value, tag);
    return `${number} ${formatUnit(alarm.unit)}`.trim();
  };
  return { value: shown(alarm.value), limit: `${limitWord(alarm.limit)} ${shown(alarm.setting)}` };
}
