/** The part of the page's address that opens a setpoint set. */

import { openAddress } from "../core/addressChange";
import { addressOfView } from "../shell/viewAddress";

/** Name of the set that an address opens; empty if it opens none. */
export function setIn(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get("set") ?? "";
}

/** Opens a set, or closes the one that is open if the name is empty. */
export function openSet(name: string): void {
  const address = addressOfView(window.location.hash, "sets");
  openAddress(name === "" ? address : `${address}&${new URLSearchParams({ set: name })}`);
}
