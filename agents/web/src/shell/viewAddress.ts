/** The part of the page's address that says which view is open. */

import { isView, type View } from "./view";

/** What every view shows: where one is, which moment, whose values. */
const COMMON = ["area", "at", "shows"];
/** A drawing that is seen in three dimensions is opened by the editor; a view of the plant is of no drawing. */
const DRAWN = "drawn";
/** What leads to a view without naming it. */
const NAMES_ITS_VIEW = [
  ["branch", "what-if"],
  [DRAWN, "editor"],
  ["set", "sets"],
] as const;

/** The view that an address leads to; a drawing, if it leads to no other. */
export function viewIn(hash: string): View {
  const known = new URLSearchParams(hash.slice(1));
  const named = known.get("view");
  if (isView(named)) return named;
  return NAMES_ITS_VIEW.find(([part]) => (known.get(part) ?? "") !== "")?.[1] ?? "diagram";
}

/** The address of a view; what only the view before had to say is left out. */
export function addressOfView(hash: string, view: View): string {
  const before = new URLSearchParams(hash.slice(1));
  const known = new URLSearchParams();
  if (view !== "diagram") known.set("view", view);
  const kept = view === "editor" ? [...COMMON, DRAWN] : COMMON;
  for (const name of kept) {
    const value = before.get(name);
    if (value !== null) known.set(name, value);
  }
  return `#${known}`;
}
