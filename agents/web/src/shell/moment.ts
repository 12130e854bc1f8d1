/** The part of the page's address that names a moment: a link or a reload goes there again. */

import { noteAddress } from "../core/addressChange";

const params = (): URLSearchParams => new URLSearchParams(window.location.hash.slice(1));

/** An address at the moment of another one, or at none if that names none. */
export function addressAtMomentOf(hash: string, other: string): string {
  const known = new URLSearchParams(hash.slice(1));
  const at = new URLSearchParams(other.slice(1)).get("at");
  if (at === null) known.delete("at");
  else known.set("at", at);
  return `#${known}`;
}

/** The moment that the address names, in Unix milliseconds. */
export function addressedMoment(): number | null {
  const at = Date.parse(params().get("at") ?? "");
  return Number.isNaN(at) ? null : at;
}

/** Has the address name a moment, or none. */
export function addressMoment(at: number | null): void {
  const address = params();
  if (at === null) address.delete("at");
  else address.set("at", new Date(at).toISOString());
  noteAddress(`#${address}`);
}

/** A moment for people, in the time of their own place. */
export function momentText(at: number): string {
  return new Date(at).toLocaleString("en-GB");
}

/** The same as an input of a browser has it. */
export function localText(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
