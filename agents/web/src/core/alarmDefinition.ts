/** What an alarm is, as `GET /v1/alarms/{alarm}` tells. */

import type { AlarmClass, AlarmPriority } from "./contracts/vocabulary";

export interface AlarmDefinition {
  alarm: string;
  class: AlarmClass;
  priority: AlarmPriority;
  setting: number;
  unit: string;
  cause: string;
  consequence: string;
  action: string;
  response_s: number;
  deadband: number;
  on_delay_s: number;
  off_delay_s: number;
}
