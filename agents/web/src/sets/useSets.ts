import { useCallback, useEffect, useState } from "react";

import type { SavedSet } from "../core/sets";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 5000;

export interface Sets {
  sets: readonly SavedSet[];
  refresh: () => void;
}

/** All sets: read when a restoring begins, which saves one, and every five seconds. */
export function useSets(): Sets {
  const { twin } = useTwin();
  const begun = useObservable(twin.restores).length;
  const [sets, setSets] = useState<readonly SavedSet[]>([]);
  const refresh = useCallback(
    // An unreachable exchange already shows in the header; the last rows stay.
    () => void twin.exchange.sets.all().then(setSets, () => undefined),
    [twin],
  );
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh, begun]);
  return { sets, refresh };
}
