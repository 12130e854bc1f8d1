/** What an area is filled with at first; it holds these components and no others. */

import type { Entry, Sketch } from "./sketch";

const FILL = "first_fill";
const SHARE = /^y_(.+)$/;

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fillOf({ description }: Sketch): Entry {
  const fill = description[FILL];
  return isEntry(fill) ? fill : {};
}

/** The sketch with something else about its first fill. */
export function withFill(sketch: Sketch, key: string, value: unknown): Sketch {
  const fill = { ...fillOf(sketch), [key]: value };
  return { ...sketch, description: { ...sketch.description, [FILL]: fill } };
}

function compositionOf(sketch: Sketch, phase: "gas" | "liquid"): Entry {
  const composition = fillOf(sketch)[phase];
  return isEntry(composition) ? composition : {};
}

/** A composition as one line, such as `N2 99 %, CO2 1 %`. */
export function compositionText(sketch: Sketch, phase: "gas" | "liquid"): string {
  return Object.entries(compositionOf(sketch, phase))
    .map(([component, share]) => `${component} ${String(share)}`)
    .join(", ");
}

/** What such a line says; null if it can not be read. */
export function compositionIn(text: string): Entry | null {
  const parts = text
    .split(",")
    .map((part) => /^([A-Z][A-Z0-9]*) +(\d*\.?\d+ *%?)$/.exec(part.trim()));
  if (parts.includes(null)) return null;
  return Object.fromEntries(parts.map((part) => [part?.[1], part?.[2]]));
}

/**
 * The sketch whose area holds what a supply gives, none of it at first.
 *
 * What an area does not hold leaves the balance where it comes in, and nobody would see why.
 */
export function holding(sketch: Sketch, supply: Entry): Sketch {
  const gas = compositionOf(sketch, "gas");
  const held = { ...gas, ...compositionOf(sketch, "liquid") };
  const given = Object.keys(supply).flatMap((key) => SHARE.exec(key)?.[1] ?? []);
  const fresh = given.filter((component) => !(component in held));
  if (fresh.length === 0) return sketch;
  const none = Object.fromEntries(fresh.map((component) => [component, "0 %"]));
  return withFill(sketch, "gas", { ...gas, ...none });
}
