/** The main views of the screen. */

import type { Me } from "../core/users";

const VIEWS = [
  "diagram",
  "scene",
  "tags",
  "alarms",
  "commands",
  "sets",
  "approvals",
  "contracts",
  "status",
  "users",
] as const;
export type View = (typeof VIEWS)[number];

/** What a view is called, if its name does not say so itself. */
export function titleOf(view: View): string {
  return view === "scene" ? "3D" : view;
}

/** Views for this user: users are shown to whoever may change them. */
export function viewsFor(me: Me | null): readonly View[] {
  return VIEWS.filter((view) => view !== "users" || me?.may.includes("users"));
}
