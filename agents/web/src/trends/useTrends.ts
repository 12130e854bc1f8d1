import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";

import { onAddressChange } from "../core/addressChange";
import type { Tag } from "../core/plant";
import {
  addressOfTrends,
  addressWithoutTrends,
  NO_TRENDS,
  trendsIn,
  type Trends,
} from "../core/trends/address";
import { useTwin } from "../live/twinContext";

const KEY = "twin.trends";

const hashNow = (): string => window.location.hash;

/** The trends of an address; of one that names none, those that were left last. */
function known(hash: string): Trends {
  return trendsIn(hash) ?? trendsIn(sessionStorage.getItem(KEY) ?? "") ?? NO_TRENDS;
}

/** Once the view is left, the address names no trends; what they were is kept for the next time. */
function leave(): void {
  const left = trendsIn(hashNow());
  if (left === null) return;
  sessionStorage.setItem(KEY, addressOfTrends("", left));
  window.history.replaceState(null, "", addressWithoutTrends(hashNow()));
}

function change(part: Partial<Trends>): void {
  window.location.hash = addressOfTrends(hashNow(), { ...known(hashNow()), ...part });
}

/** What is shown: each change is a step of the browser's history, which leads back. */
export function useTrends() {
  const { plant } = useTwin();
  const hash = useSyncExternalStore(onAddressChange, hashNow);
  useEffect(() => {
    const address = addressOfTrends(hashNow(), known(hashNow()));
    window.history.replaceState(null, "", address);
    return leave;
  }, []);
  const trends = useMemo(() => known(hash), [hash]);
  const names = trends.tags.join(",");
  const tags = useMemo(
    (): Tag[] => names.split(",").flatMap((name) => plant.tags.get(name) ?? []),
    [names, plant],
  );
  const unknown = trends.tags.filter((name) => !plant.tags.has(name));
  const remove = useCallback(
    (tag: string) => change({ tags: known(hashNow()).tags.filter((each) => each !== tag) }),
    [],
  );
  return { trends, tags, unknown, change, remove };
}
