import { formatNumber } from "../core/format";
import type { Tag } from "../core/plant";
import type { Reading } from "../live/useReading";
import { badgeOf } from "./badge";

/** What a mark says in large letters that is too small to be read; empty where a bar says it. */
export function farWord(tag: Tag, { sample, condition }: Reading): string {
  const wrong = condition.alarm?.word ?? badgeOf(condition);
  if (wrong !== "" || tag.states.length === 0) return wrong;
  return formatNumber(sample?.value, tag);
}
