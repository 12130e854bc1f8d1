import { useEffect } from "react";

import type { Me } from "../core/users";
import { useObservable } from "./useObservable";
import { useTwin } from "./twinContext";

const REFRESH_MS = 10_000;

/** Who is logged in and what that user may do; read again every ten seconds. Null until known. */
export function useMe(): Me | null {
  const { twin } = useTwin();
  useEffect(() => {
    const timer = setInterval(() => void twin.readMe().catch(() => undefined), REFRESH_MS);
    return () => clearInterval(timer);
  }, [twin]);
  return useObservable(twin.me);
}
