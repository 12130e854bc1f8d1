/** Who is logged in, kept for this browser tab only. */

import type { Login } from "./exchange";

const KEY = "twin.session";

/** The stored login, unless it has expired at `now` (Unix milliseconds). */
export function storedLogin(storage: Storage, now: number): Login | null {
  const text = storage.getItem(KEY);
  if (text === null) return null;
  const login = JSON.parse(text) as Login;
  const expires = Date.parse(login.expires_at);
  return expires > now ? login : null;
}

export function storeLogin(storage: Storage, login: Login | null): void {
  if (login === null) storage.removeItem(KEY);
  else storage.setItem(KEY, JSON.stringify(login));
}
