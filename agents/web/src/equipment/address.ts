/** The part of the page's address that opens the page of a piece of equipment. */

import { addressOfView, viewIn } from "../shell/viewAddress";

/** Id of the equipment that an address opens; null if it opens none. */
export function equipmentIn(hash: string): string | null {
  if (viewIn(hash) !== "equipment") return null;
  return new URLSearchParams(hash.slice(1)).get("of") ?? "";
}

/** The address of a page; the time and whose values are shown are kept, other views are not. */
export function addressOfEquipment(hash: string, id: string): string {
  const known = new URLSearchParams(addressOfView(hash, "equipment").slice(1));
  known.set("of", id);
  return `#${known}`;
}
