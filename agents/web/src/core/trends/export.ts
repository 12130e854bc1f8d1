/** Curves as a table that other programs read. */

import type { History } from "../history";
import type { Window } from "./address";

const COLUMNS = ["reported", "simulated", "desired"] as const;

/**
 * Comma-separated values, a row for each time of each tag: `time,tag,unit,reported,simulated,desired`.
 * What is not known is empty; times are in UTC.
 */
export function csvOf(
  curves: readonly { tag: string; unit: string; history: History }[],
  { from, to }: Window,
): string {
  const rows = curves.flatMap(({ tag, unit, history }) =>
    history.t.flatMap((time, place) => {
      if (time < from || time > to) return [];
      const values = COLUMNS.map((column) => history[column][place] ?? "");
      return [[new Date(time * 1000).toISOString(), tag, unit, ...values].join(",")];
    }),
  );
  return [["time", "tag", "unit", ...COLUMNS].join(","), ...rows, ""].join("\n");
}
