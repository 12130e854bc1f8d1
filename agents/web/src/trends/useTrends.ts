import { useCallback, useEffect, useMemo } from "react";

import { noteAddress, openAddress } from "../core/addressChange";
import type { Tag } from "../core/plant";
import { addressOfTrends, NO_TRENDS, trendsIn, type Trends } from "../core/trends/address";
import { useAddress } from "../live/useAddress";
import { useTwin } from "../live/twinContext";

const KEY = "twin.trends";

const hashNow = (): string => window.location.hash;

/** The trends of an address; of one that names none, those that were left last. */
function known(hash: string): Trends {
  return trendsIn(hash) ?? trendsIn(sessionStorage.getItem(KEY) ?? "") ?? NO_TRENDS;
}

function change(part: Partial<Trends>): void {
  openAddress(addressOfTrends(hashNow(), { ...known(hashNow()), ...part }));
}

/** What is shown: each change is a step of the browser's history, which leads back. */
export function useTrends() {
  const { plant } = useTwin();
  const hash = useAddress();
  useEffect(() => {
    const address = addressOfTrends(hash, known(hash));
    sessionStorage.setItem(KEY, address);
    noteAddress(address);
  }, [hash]);
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
