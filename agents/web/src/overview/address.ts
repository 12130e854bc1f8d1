/** The part of the page's address that opens the overview. */

const parts = (hash: string): URLSearchParams => new URLSearchParams(hash.slice(1));

export function opensOverview(hash: string): boolean {
  return parts(hash).get("view") === "overview";
}

/** The address that opens it; what else it says of the page is kept. */
export function addressWithOverview(hash: string): string {
  const known = parts(hash);
  known.set("view", "overview");
  return `#${known}`;
}

/** The address that does not, or no longer. */
export function addressWithoutOverview(hash: string): string {
  if (!opensOverview(hash)) return hash;
  const known = parts(hash);
  known.delete("view");
  return `#${known}`;
}
