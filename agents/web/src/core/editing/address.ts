/** The part of the page's address that is about the editor: a link shows what its maker saw. */

export interface Viewed {
  /** Layers that are hidden, and layers that can not be chosen from. */
  hidden: readonly string[];
  locked: readonly string[];
  /** Revisions that are compared; null if none are. */
  compared: Compared | null;
}

/** Two revisions, the older first; `draft` is what is being drawn. */
export interface Compared {
  older: number;
  newer: number | "draft";
}

export const NOTHING: Viewed = { hidden: [], locked: [], compared: null };
const PARTS = ["hide", "lock", "compare"];

function comparedIn(text: string): Compared | null {
  const [, older, newer] = /^(\d+)\.\.(\d+|draft)$/.exec(text) ?? [];
  if (older === undefined || newer === undefined) return null;
  return { older: Number(older), newer: newer === "draft" ? newer : Number(newer) };
}

/** Name of the diagram that an address opens in the editor; empty if it opens none. */
export function drawnIn(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get("drawn") ?? "";
}

export function viewedIn(hash: string): Viewed {
  const known = new URLSearchParams(hash.slice(1));
  const listed = (part: string): string[] => (known.get(part) ?? "").split(",").filter(Boolean);
  return {
    hidden: listed("hide"),
    locked: listed("lock"),
    compared: comparedIn(known.get("compare") ?? ""),
  };
}

/** The address of a diagram that is looked at like this; what else it says of the page is kept. */
export function addressWithViewed(hash: string, diagram: string, viewed: Viewed): string {
  const known = new URLSearchParams(hash.slice(1));
  for (const part of PARTS) known.delete(part);
  const { hidden, locked, compared } = viewed;
  if (hidden.length > 0) known.set("hide", hidden.join(","));
  if (locked.length > 0) known.set("lock", locked.join(","));
  if (compared !== null) known.set("compare", `${compared.older}..${compared.newer}`);
  known.set("drawn", diagram);
  return `#${known}`;
}

/** The address of a diagram with the layers as before; of another one, other revisions are compared. */
export function addressOfOpened(hash: string, diagram: string): string {
  const viewed = viewedIn(hash);
  const compared = drawnIn(hash) === diagram ? viewed.compared : null;
  return addressWithViewed(hash, diagram, { ...viewed, compared });
}
