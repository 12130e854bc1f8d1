import { ORIGIN_WORD, TRUST_WORD, type Condition } from "../core/condition";
import { formatRoughAge, formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import type { Reading } from "../live/useReading";

function warnings(condition: Condition): string[] {
  const origin = condition.origin === null ? "" : ORIGIN_WORD[condition.origin];
  const trust = TRUST_WORD[condition.trust];
  return [trust && `${trust}: ${condition.reason}`, origin, condition.alarm?.word ?? ""];
}

/** All a mark shows as one sentence, for the tooltip and for screen readers. */
export function describe(tag: Tag, { sample, condition, desired }: Reading): string {
  const number = (value: number | null | undefined): string =>
    `${formatNumber(value, tag)} ${formatUnit(tag.unit)}`.trim();
  const parts = [
    `${tag.name}, ${tag.description}`,
    sample?.origin === "model" ? "" : `reported ${number(sample?.value)}`,
    desired === null ? "" : `desired ${number(desired)}`,
    sample?.simulated == null ? "" : `simulated ${number(sample.simulated)}`,
    `age ${formatRoughAge(condition.age)}`,
    ...warnings(condition),
  ];
  return parts.filter((part) => part !== "").join("; ");
}
