import { useCallback, useEffect, useState } from "react";

import type { Branches } from "../core/whatif/whatIfCalls";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 5000;

/** All branches, read every five seconds and on demand. */
export function useBranches(): { known: Branches | null; refresh: () => void } {
  const { twin } = useTwin();
  const [known, setKnown] = useState<Branches | null>(null);
  const refresh = useCallback(
    // An unreachable exchange already shows in the header; the last rows stay.
    () => void twin.exchange.whatIfs.branches().then(setKnown, () => undefined),
    [twin],
  );
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return { known, refresh };
}
