/** What a view shows besides values and alarms, and is read only while it is shown. */
export type Part = "commands" | "health";
