import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";

/** A number of a tag with its unit. */
export function withUnit(value: number | null, tag: Tag): string {
  return `${formatNumber(value, tag)} ${formatUnit(tag.unit)}`.trim();
}

/** A side of a limit, such as `above 240 °C`. */
export function limitText(side: "above" | "below", limit: number, tag: Tag): string {
  return `${side} ${withUnit(limit, tag)}`;
}
