/** Past values of one tag, and how live samples extend them. */

import type { Sample } from "./value";

type Column = (number | null)[];

/** Columns of equal length; `t` in Unix seconds, ascending. */
export interface History {
  t: number[];
  reported: Column;
  simulated: Column;
  desired: Column;
}

export const EMPTY_HISTORY: History = { t: [], reported: [], simulated: [], desired: [] };

/** Unix seconds at which the value was true: its source time, else the ingest time. */
export function timeOf(sample: Sample): number | null {
  const iso = sample.source_time ?? sample.ingest_time;
  return iso === null ? null : Date.parse(iso) / 1000;
}

/** `history` with `sample` at its end, if it is newer; a bad value leaves a gap. */
export function extend(history: History, sample: Sample, desired: number | null): History {
  const time = timeOf(sample);
  const last = history.t.at(-1) ?? -Infinity;
  if (time === null || !(time > last)) return history;
  return {
    t: [...history.t, time],
    reported: [...history.reported, sample.quality === "bad" ? null : sample.value],
    simulated: [...history.simulated, sample.simulated],
    desired: [...history.desired, desired],
  };
}

/** `history` with the reported setpoint of its control loop, held between updates, as desired. */
export function withSetpoint(history: History, setpoint: History): History {
  let next = 0;
  let held: number | null = null;
  const desired = history.t.map((time) => {
    for (; next < setpoint.t.length && (setpoint.t[next] ?? Infinity) <= time; next++)
      held = setpoint.reported[next] ?? held;
    return held;
  });
  return { ...history, desired };
}

/** The part of `history` not older than `from` (Unix seconds). */
export function since(history: History, from: number): History {
  const start = history.t.findIndex((time) => time >= from);
  if (start === 0) return history;
  if (start < 0) return EMPTY_HISTORY;
  return {
    t: history.t.slice(start),
    reported: history.reported.slice(start),
    simulated: history.simulated.slice(start),
    desired: history.desired.slice(start),
  };
}
