/** Tells each time that the page's address names something else, until what it returns is called. */
export function onAddressChange(follow: () => void): () => void {
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}
