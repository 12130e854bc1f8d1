/** Coming back from the identity provider, whose answer the exchange puts into the address. */

import { ExchangeError } from "./exchangeError";

function given(hash: string, name: string): string | null {
  return new URLSearchParams(hash.slice(1)).get(name);
}

/** The code which the exchange gives a token for, once. */
export function codeOf(hash: string): string | null {
  return given(hash, "login");
}

/** Why the log-in was refused. */
export function refusalOf(hash: string): ExchangeError | null {
  const reason = given(hash, "login-refused");
  return reason === null ? null : new ExchangeError(401, reason, "");
}
