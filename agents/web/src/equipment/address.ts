/** The part of the page's address that opens the page of a piece of equipment. */

/** Id of the equipment that an address opens; null if it opens none. */
export function equipmentIn(hash: string): string | null {
  const known = new URLSearchParams(hash.slice(1));
  return known.get("view") === "equipment" ? (known.get("of") ?? "") : null;
}

/** The address of a page; the time and whose values are shown are kept, other views are not. */
export function addressOfEquipment(hash: string, id: string): string {
  const before = new URLSearchParams(hash.slice(1));
  const known = new URLSearchParams({ view: "equipment", of: id });
  for (const name of ["area", "at", "shows"]) {
    const value = before.get(name);
    if (value !== null) known.set(name, value);
  }
  return `#${known}`;
}

/** The address without what is of the page; it may lead to another view already. */
export function addressWithoutEquipment(hash: string): string {
  const known = new URLSearchParams(hash.slice(1));
  if (equipmentIn(hash) !== null) known.delete("view");
  known.delete("of");
  return `#${known}`;
}
