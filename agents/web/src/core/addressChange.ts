/** Tells each time that the page's address names something else, until what it returns is called. */
export function onAddressChange(follow: () => void): () => void {
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}

/** Goes to an address within the page, as a step of the browser's history, and tells at once. */
export function openAddress(hash: string): void {
  if (hash.slice(1) === window.location.hash.slice(1)) return;
  window.history.pushState(null, "", hash);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Has the address name more of what is shown, which nobody has to be told and no step leads to. */
export function noteAddress(hash: string): void {
  window.history.replaceState(null, "", hash);
}
