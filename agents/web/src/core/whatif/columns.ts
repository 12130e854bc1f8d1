/** Curves of answers in the form in which they are drawn: minutes, then a column for each pen. */

import type { Answer } from "./answer";

export type Column = (number | null)[];

/** What was, without the writes, and with them. */
export function columnsOf(answer: Answer, tag: string): [number[], Column, Column, Column] {
  const curves = answer.tags[tag];
  const minutes = answer.times.map((seconds) => seconds / 60);
  if (curves === undefined) return [minutes, [], [], []];
  return [minutes, curves.history, curves.unchanged, curves.changed];
}

/** Values at other times than they were noted at; null where none was. */
function placed(times: readonly number[], known: readonly number[], values: Column): Column {
  const at = new Map(known.map((time, place) => [time, values[place] ?? null]));
  return times.map((time) => at.get(time) ?? null);
}

/** Without the writes, with those of the one, and with those of the other, over the times of both. */
export function columnsOfBoth(
  one: Answer,
  other: Answer,
  tag: string,
): [number[], Column, Column, Column] {
  const times = [...new Set([...one.times, ...other.times])].sort((a, b) => a - b);
  const [first, second] = [one.tags[tag], other.tags[tag]];
  return [
    times.map((seconds) => seconds / 60),
    placed(times, one.times, first?.unchanged ?? []),
    placed(times, one.times, first?.changed ?? []),
    placed(times, other.times, second?.changed ?? []),
  ];
}
