import { useCallback, useEffect, useState } from "react";

import { ExchangeError } from "../core/exchangeError";
import type { Role, User, UserSession } from "../core/users";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 5000;

interface Lists {
  users: User[];
  sessions: UserSession[];
  roles: Role[];
}

export interface Users extends Lists {
  refusal: ExchangeError | null;
  /** Does something and reads all again; false if the exchange refused it. */
  act: (run: () => Promise<unknown>) => Promise<boolean>;
}

/** All users, sessions and roles: read when something happens to them, and every five seconds. */
export function useUsers(): Users {
  const { twin } = useTwin();
  const events = useObservable(twin.accessEvents);
  const [lists, setLists] = useState<Lists>({ users: [], sessions: [], roles: [] });
  const [refusal, setRefusal] = useState<ExchangeError | null>(null);
  const refresh = useCallback(async () => {
    const calls = twin.exchange.users;
    const [users, sessions, roles] = await Promise.all([
      calls.all(),
      calls.sessions(),
      calls.roles(),
    ]);
    setLists({ users, sessions, roles });
  }, [twin]);
  useEffect(() => {
    // An unreachable exchange already shows in the header; the last rows stay.
    const read = (): void => void refresh().catch(() => undefined);
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh, events]);
  const act = async (run: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    try {
      await run();
      await refresh();
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      setRefusal(error);
      return false;
    }
  };
  return { ...lists, refusal, act };
}
