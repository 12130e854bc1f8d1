/** Numbers, ages and times as text, the same in every view. */

import type { Tag } from "./plant";

/** Decimals which resolve at least a thousandth of the range. */
export function decimalsFor(low: number, high: number): number {
  const span = Math.abs(high - low);
  if (!(span > 0)) return 2;
  return Math.min(5, Math.max(0, 3 - Math.floor(Math.log10(span))));
}

/** A number of this tag: state word for modes, fixed decimals otherwise, an em dash for null. */
export function formatNumber(value: number | null | undefined, tag: Tag): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  const state = tag.states[Math.round(value)];
  if (tag.states.length > 0) return state ?? String(value);
  const text = value.toFixed(decimalsFor(tag.low, tag.high));
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Units as written on instruments: `degC` reads °C, `m^3/h` reads m³/h. */
export function formatUnit(unit: string): string {
  const words: Record<string, string> = {
    degC: "°C",
    delta_degC: "°C",
    percent: "%",
    dimensionless: "",
    "1": "",
  };
  return words[unit] ?? unit.replace(/(?:\^|\*\*)3/g, "³").replace(/(?:\^|\*\*)2/g, "²");
}

/** A chemical formula with subscripts: `CO2` reads CO₂. */
export function formatSubstance(formula: string): string {
  return formula.replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? digit);
}

/** Age in the shortest readable form: `0.4 s`, `12 s`, `3 min`, `2 h`. */
export function formatAge(age: number | null): string {
  if (age === null) return "no time";
  if (age < 9.95) return `${age.toFixed(1)} s`;
  if (age < 120) return `${Math.round(age)} s`;
  if (age < 7200) return `${Math.round(age / 60)} min`;
  return `${Math.round(age / 3600)} h`;
}

/** The same in whole seconds and without the first two, so that what is fresh stands still. */
export function formatRoughAge(age: number | null): string {
  if (age === null || age >= 9.95) return formatAge(age);
  return age < 2 ? "<2 s" : `${Math.floor(age)} s`;
}

/** Time left, `14:05` or from an hour on `1:14:05`; never below zero. */
export function formatLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const two = (count: number): string => String(count).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return `${minutes}:${two(seconds % 60)}`;
}

/** Local date and time of an ISO 8601 instant. */
export function formatMoment(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleString("en-GB");
}

/** Local wall-clock time to the second, for an ISO 8601 instant; an em dash for null. */
export function formatClock(iso: string | null): string {
  if (iso === null) return "—";
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return time.toLocaleTimeString("en-GB", { hour12: false });
}

/** Local wall-clock time with milliseconds, for an ISO 8601 instant; an em dash for null. */
export function formatTime(iso: string | null): string {
  if (iso === null) return "—";
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${formatClock(iso)}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
