/** Calls of the exchange about users; all but the first two need the right `users`. */

import type { Action } from "./contracts/vocabulary";
import type { Grant, Me, NewUser, Permission, Role, User, UserSession } from "./users";

type Send = <Answer>(path: string, init: RequestInit) => Promise<Answer>;

/** Each call raises ExchangeError. */
export class UserCalls {
  constructor(private readonly send: Send) {}

  me(): Promise<Me> {
    return this.send("/v1/me", {});
  }

  /** Whether this user may do something now; asking leaves no trace. */
  may(action: Action, tag: string): Promise<Permission> {
    const query = new URLSearchParams({ action, tag });
    if (action === "command") query.set("origin", "operator");
    return this.send(`/v1/me/may?${query}`, {});
  }

  async all(): Promise<User[]> {
    return (await this.send<{ users: User[] }>("/v1/users", {})).users;
  }

  async sessions(): Promise<UserSession[]> {
    return (await this.send<{ sessions: UserSession[] }>("/v1/sessions", {})).sessions;
  }

  async roles(): Promise<Role[]> {
    return (await this.send<{ roles: Role[] }>("/v1/roles", {})).roles;
  }

  add(user: NewUser): Promise<User> {
    return this.post("/v1/users", user);
  }

  grant(user: string, what: Grant): Promise<User> {
    return this.post(`${pathOf(user)}/grant`, what);
  }

  revoke(user: string, what: Grant): Promise<User> {
    return this.post(`${pathOf(user)}/revoke`, what);
  }

  /** Lets a user in no more, or again. */
  setDisabled(user: string, disabled: boolean): Promise<User> {
    return this.post(`${pathOf(user)}/${disabled ? "disable" : "enable"}`, undefined);
  }

  /** No token of the session is taken any more. */
  endSession(session: string): Promise<unknown> {
    return this.post(`/v1/sessions/${encodeURIComponent(session)}/end`, undefined);
  }

  private post<Answer>(path: string, body: object | undefined): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    return this.send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

function pathOf(user: string): string {
  return `/v1/users/${encodeURIComponent(user)}`;
}
