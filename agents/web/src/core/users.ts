/** Users, roles and rights, as the exchange shows them. */

import type { Action } from "./contracts/vocabulary";

/** An action, and what it is limited to; a limit that is not there does not limit. */
export interface Right {
  action: Action;
  tags: string;
  origin: string;
  low?: number;
  high?: number;
  from?: string;
  until?: string;
  daily?: string;
}

export interface Role {
  role: string;
  rights: Right[];
}

export interface User {
  user: string;
  roles: string[];
  rights: Right[];
  disabled: boolean;
  /** Issuer and subject, of a user of an identity provider. */
  identity: string | null;
  sessions: number;
  changed: string;
}

export interface UserSession {
  session: string;
  user: string;
  client: string;
  began: string;
  expires: string;
}

/** Who is logged in here, and what that user may do now, with some tag at least. */
export interface Me {
  user: string;
  roles: string[];
  may: Action[];
  session: string;
}

/** Whether something may be done; why not, if not. */
export interface Permission {
  allowed: boolean;
  reason: string | null;
}

/** A role by its name, or a right of a user's own. */
export type Grant = { role: string } | { right: Partial<Right> };

export interface NewUser {
  user: string;
  password: string;
  roles: string[];
}

/** What each action is about. */
export const ACTIONS: Record<Action, string> = {
  read: "see values, history and messages",
  command: "ask for setpoints",
  approve: "be the second person of a critical setpoint",
  supply: "supply messages of contracts",
  contracts: "declare and change contracts",
  audit: "read the audit log and who comes and goes",
  users: "add and change users",
  tune: "change the settings of alarms",
  draw: "draw diagrams of the plant",
  train: "lead trainings",
};

const WHOLE: readonly Action[] = ["audit", "users", "train"];
const OF_VALUES: readonly Action[] = ["command", "approve"];

/** Whether rights of this action are about tags or contracts. */
export function hasPattern(action: Action): boolean {
  return !WHOLE.includes(action);
}

/** Whether rights of this action can be limited to values and to an origin. */
export function hasValues(action: Action): boolean {
  return OF_VALUES.includes(action);
}

function range({ low, high }: Right): string {
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  if (low !== undefined) return `from ${low} on`;
  return high === undefined ? "" : `up to ${high}`;
}

/** A right as a line of text: `command FIC-1*, as operator, 10 to 20, 06:00-14:00 UTC`. */
export function rightInWords(right: Right): string {
  const parts = [
    hasPattern(right.action) ? `${right.action} ${right.tags}` : right.action,
    right.origin === "*" ? "" : `as ${right.origin}`,
    range(right),
    right.from === undefined ? "" : `since ${right.from}`,
    right.until === undefined ? "" : `until ${right.until}`,
    right.daily === undefined ? "" : `${right.daily} UTC`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What the fields of a form hold, all as text. */
export type RightFields = Record<
  "action" | "tags" | "origin" | "low" | "high" | "from" | "until" | "daily",
  string
>;

export const NO_LIMITS: RightFields = {
  action: "command",
  tags: "*",
  origin: "*",
  low: "",
  high: "",
  from: "",
  until: "",
  daily: "",
};

/** The right that a form describes; the exchange says what is wrong with it. */
export function rightOf(fields: RightFields): Partial<Right> {
  const action = fields.action as Action;
  const right: Record<string, unknown> = { action };
  if (hasPattern(action)) right["tags"] = fields.tags;
  if (hasValues(action)) {
    right["origin"] = fields.origin;
    for (const limit of ["low", "high"] as const)
      if (fields[limit].trim() !== "") right[limit] = numberOr(fields[limit]);
  }
  for (const limit of ["from", "until", "daily"] as const)
    if (fields[limit].trim() !== "") right[limit] = fields[limit].trim();
  return right;
}

/** A number, or the text that is none, so that the exchange can name it. */
function numberOr(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
