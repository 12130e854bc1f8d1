/** The main views of the screen. */
export const VIEWS = ["diagram", "tags", "commands", "approvals", "contracts", "status"] as const;
export type View = (typeof VIEWS)[number];
