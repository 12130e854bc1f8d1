import { useCallback, useSyncExternalStore } from "react";

import { onAddressChange } from "../core/addressChange";
import { addressWithViewed, viewedIn, type Viewed } from "../core/editing/address";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const stop = onAddressChange(listener);
  return () => {
    listeners.delete(listener);
    stop();
  };
}

/** What the page's address says of how a diagram is looked at, and how to have it say otherwise. */
export function useViewed(diagram: string): [Viewed, (change: Partial<Viewed>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const change = useCallback(
    (wanted: Partial<Viewed>) => {
      const { hash: now } = window.location;
      const viewed = { ...viewedIn(now), ...wanted };
      window.history.replaceState(null, "", addressWithViewed(now, diagram, viewed));
      for (const listener of listeners) listener();
    },
    [diagram],
  );
  return [viewedIn(hash), change];
}
