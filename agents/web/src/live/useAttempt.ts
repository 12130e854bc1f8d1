import { useState } from "react";

import { ExchangeError } from "../core/exchangeError";

export interface Attempt {
  /** True while the exchange has not answered. */
  busy: boolean;
  /** Why the last call was refused; null if it was not. */
  refusal: ExchangeError | null;
  /** Resolves to whether the exchange took the call. */
  attempt: (call: () => Promise<unknown>) => Promise<boolean>;
}

/** One call of the exchange at a time, whose refusal is shown where it was made. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ExchangeError | null>(null);
  const attempt = async (call: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setRefusal(null);
    try {
      await call();
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      setRefusal(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, attempt };
}
