/** The main views of the screen. */

import type { Action } from "../core/contracts/vocabulary";
import type { Me } from "../core/users";

const VIEWS = [
  "overview",
  "diagram",
  "scene",
  "equipment",
  "tags",
  "trends",
  "alarms",
  "commands",
  "sets",
  "what-if",
  "approvals",
  "contracts",
  "status",
  "training",
  "users",
  "audit",
  "editor",
] as const;
export type View = (typeof VIEWS)[number];

export function isView(word: string | null): word is View {
  return VIEWS.some((view) => view === word);
}

/** What a view is called, if its name does not say so itself. */
export function titleOf(view: View): string {
  return view === "scene" ? "3D" : view;
}

const NEEDED: Partial<Record<View, Action>> = { users: "users", audit: "audit", editor: "draw" };

/** Whether a view has an entry in the header; others are opened from what they are about. */
export function isInHeader(view: View): boolean {
  return view !== "editor" && view !== "equipment";
}

/** Whether a view can show a training; the others are always of the plant. */
export function showsTraining(view: View): boolean {
  return ["overview", "diagram", "scene", "equipment", "tags", "trends", "alarms"].includes(view);
}

/** Whether a view can show what was; the others are always live. */
export function showsPast(view: View): boolean {
  return showsTraining(view) || view === "commands" || view === "status";
}

/** Views for this user: what one needs a right for is shown to whoever has it. */
export function viewsFor(me: Me | null): readonly View[] {
  return VIEWS.filter((view) => {
    const needed = NEEDED[view];
    return needed === undefined || me?.may.includes(needed);
  });
}
