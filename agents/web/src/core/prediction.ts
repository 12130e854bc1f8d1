/** What the model says a setpoint would do; nothing of it has happened. */

export interface Prediction {
  request_id: string;
  tag: string;
  value: number;
  /** Why there is no prediction; empty if there is one. */
  failure: string;
  /** Why the model may be off now; empty if nothing speaks against it. */
  doubt: string;
  /** Tag whose curve it is. */
  shows: string;
  unit: string;
  horizon_s: number;
  /** Seconds until the value stays reached; null if it does not within the horizon. */
  settled_s: number | null;
  final: number;
  crossed: { alarm: string; after_s: number }[];
  tripped: { interlock: string; after_s: number }[];
  /** Seconds after the write, and the value then. */
  curve: [number, number][];
}

export interface Foreseen {
  what: "crosses" | "trips";
  name: string;
  after_s: number;
}

/** Limits that are crossed and interlocks that trip, the first in front. */
export function foreseen({ crossed, tripped }: Prediction): Foreseen[] {
  const limits = crossed.map(({ alarm, after_s }) => ({ what: "crosses", name: alarm, after_s }));
  const trips = tripped.map(({ interlock, after_s }) => ({
    what: "trips",
    name: interlock,
    after_s,
  }));
  return ([...limits, ...trips] as Foreseen[]).sort((a, b) => a.after_s - b.after_s);
}

/** A time as people say it: `40 s`, `4.2 min`. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Number((seconds / 60).toPrecision(2))} min`;
}
