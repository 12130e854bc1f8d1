/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Action, LoginWay, SessionChange, UserChange } from "./vocabulary";

/** `access.login_attempted.v1`: Somebody tried to log in to the exchange. */
export interface LoginAttempted {
  /** Name that was given. */
  user: string;
  /** Whether a token was issued. */
  succeeded: boolean;
  /** Network address of the client. */
  client: string;
  /** When. [ns] */
  time_ns: number;
  /** By a password of this system, or through an identity provider. */
  way: LoginWay;
  /** Why no token was issued; empty if one was. */
  reason: string;
}

/** `access.session_changed.v1`: A session of a user began, went on with a new token, or ended. */
export interface SessionChanged {
  /** Identity of the session, which all of its tokens carry. */
  session: string;
  /** Whose it is. */
  user: string;
  /** What happened; no token of an ended session is taken any more. */
  change: SessionChange;
  /** Network address of the client. */
  client: string;
  /** When the newest token expires by itself. [ns] */
  expires_ns: number;
  /** When it happened. [ns] */
  time_ns: number;
  /** Who did it; empty for the user whose session it is. */
  author: string;
}

/** `access.user_changed.v1`: All that is known of a user, passwords aside: no topic carries a password or its hash. */
export interface UserChanged {
  /** The user's name. */
  user: string;
  /** Issuer and subject, of a user of an identity provider; empty for one of here. */
  identity: string;
  /** Names of the user's roles, with blanks between them. */
  roles: string;
  /** The user's rights besides those of the roles, as a JSON list. */
  rights: string;
  /** Whether the user may not come in. */
  disabled: boolean;
  /** What was changed last. */
  change: UserChange;
  /** The role or right that was given or taken; empty for other changes. */
  detail: string;
  /** Who changed it. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}

/** `access.refused.v1`: Somebody who had logged in asked for what no right of theirs allows. */
export interface AccessRefused {
  /** Who asked. */
  user: string;
  /** What for. */
  action: Action;
  /** Tag, contract, user or route that it was about. */
  subject: string;
  /** What forbids it. */
  reason: string;
  /** When. [ns] */
  time_ns: number;
}
