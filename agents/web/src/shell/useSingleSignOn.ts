import { useEffect, useState } from "react";

import { fetchLogin, loginWays, type Login, type Provider } from "../core/exchange";
import { ExchangeError } from "../core/exchangeError";
import { codeOf } from "../core/singleSignOn";

/** The identity provider, if the twin has one. */
export function useProvider(): Provider | null {
  const [provider, setProvider] = useState<Provider | null>(null);
  useEffect(() => {
    // Without an answer there is the password; a log-in says then what is wrong.
    loginWays().then(
      (ways) => setProvider(ways.provider),
      () => undefined,
    );
  }, []);
  return provider;
}

/** Finishes the log-in of a page that the identity provider has sent back, once. */
export function useReturn(
  onLogin: (login: Login) => void,
  onRefused: (refusal: ExchangeError) => void,
): void {
  useEffect(() => {
    const code = codeOf(window.location.hash);
    // Neither a reload nor a bookmark shall come with it again.
    if (window.location.hash.startsWith("#login"))
      window.history.replaceState(null, "", window.location.pathname);
    if (code === null) return;
    fetchLogin(code).then(onLogin, (error: unknown) => {
      if (error instanceof ExchangeError) onRefused(error);
    });
  }, [onLogin, onRefused]);
}
