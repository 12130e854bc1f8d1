/** The main views of the screen. */
export const VIEWS = ["diagram", "tags", "commands", "status"] as const;
export type View = (typeof VIEWS)[number];
