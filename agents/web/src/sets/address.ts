/** The part of the page's address that opens a setpoint set. */

const params = (): URLSearchParams => new URLSearchParams(window.location.hash.slice(1));

/** Name of the set that the address opens; empty if it opens none. */
export function addressedSet(): string {
  return params().get("set") ?? "";
}

/** Has the address open a set, or none if the name is empty. */
export function addressSet(name: string): void {
  const address = params();
  if (name === "") address.delete("set");
  else address.set("set", name);
  window.history.replaceState(null, "", `#${address}`);
}
