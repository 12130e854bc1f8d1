/** Whose values a diagram shows; the address keeps it. */

export const SIDES = ["plant", "model", "both"] as const;
export type Side = (typeof SIDES)[number];

/** What an address asks for; the plant if it asks for nothing else. */
export function sideIn(hash: string): Side {
  const wanted = new URLSearchParams(hash.slice(1)).get("shows");
  return SIDES.find((side) => side === wanted) ?? "plant";
}

/** The address with this; what else it says of the page is kept. */
export function addressWithSide(hash: string, side: Side): string {
  const known = new URLSearchParams(hash.slice(1));
  if (side === "plant") known.delete("shows");
  else known.set("shows", side);
  return `#${known}`;
}
