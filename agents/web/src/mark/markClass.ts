import type { Condition } from "../core/condition";

/** Classes that say of a mark what is wrong with its value. */
export function markClass(condition: Condition, selected: boolean): string {
  const alarm = condition.alarm === null ? "" : condition.alarm.severe ? "severe" : "warning";
  const origin = condition.live || condition.origin === null ? "" : "not-live";
  const parts = ["mark", `trust-${condition.trust}`, alarm, origin];
  return [...parts, selected ? "selected" : ""].join(" ");
}
