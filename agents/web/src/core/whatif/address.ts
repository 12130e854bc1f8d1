/** The part of the page's address that opens a branch, beside another one if it names two. */

export interface Addressed {
  name: string;
  /** Empty where one is shown alone. */
  other: string;
}

const PARTS = ["branch", "with"];

/** The branch that an address opens; null if it opens none. */
export function branchIn(hash: string): Addressed | null {
  const known = new URLSearchParams(hash.slice(1));
  const name = known.get("branch") ?? "";
  return name === "" ? null : { name, other: known.get("with") ?? "" };
}

/** The address with this branch, or with none; what else it says of the page is kept. */
export function addressWithBranch(hash: string, opened: Addressed | null): string {
  const known = new URLSearchParams(hash.slice(1));
  for (const part of PARTS) known.delete(part);
  if (opened !== null) known.set("branch", opened.name);
  if (opened !== null && opened.other !== "") known.set("with", opened.other);
  return `#${known}`;
}
