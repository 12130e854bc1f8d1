import { useCallback, useEffect, useMemo, useState } from "react";

import type { DiagramCalls } from "../core/diagramCalls";
import type { Compared } from "../core/editing/address";
import { bothIn, differencesBetween, stepped, type Difference } from "../core/editing/differences";
import { sketchOf, type Sketch } from "../core/editing/sketch";
import type { Attempt } from "../live/useAttempt";
import { useViewed } from "./useViewed";

/** Two revisions side by side in one drawing. */
export interface Comparison {
  compared: Compared;
  old: Sketch;
  both: Sketch;
  differences: readonly Difference[];
  /** Place of the difference that is looked at; -1 before the first. */
  place: number;
  go: (place: number) => void;
  step: (way: 1 | -1) => void;
}

interface Comparing {
  /** Null while nothing is compared, or what is has not come yet. */
  comparison: Comparison | null;
  /** Begins another comparison, or ends this one. */
  compare: (compared: Compared | null) => void;
}

type Loaded = readonly [Sketch, Sketch | "draft"];

async function loaded(
  calls: DiagramCalls,
  name: string,
  { older, newer }: Compared,
): Promise<Loaded> {
  const open = async (number: number): Promise<Sketch> => {
    const { diagram, description, layout } = await calls.open(name, number);
    return sketchOf(diagram, description, layout);
  };
  return [await open(older), newer === "draft" ? newer : await open(newer)];
}

/** The comparison that the address names. */
export function useComparison(
  calls: DiagramCalls,
  draft: Sketch,
  attempt: Attempt["attempt"],
): Comparing {
  const [{ compared }, change] = useViewed(draft.area);
  const key = compared === null ? "" : `${compared.older}..${compared.newer}`;
  const [found, setFound] = useState<{ key: string; loaded: Loaded } | null>(null);
  const [at, setAt] = useState({ key: "", place: -1 });
  useEffect(() => {
    let isWanted = true;
    if (compared === null) return;
    void attempt(async () => {
      const both = await loaded(calls, draft.area, compared);
      if (isWanted) setFound({ key, loaded: both });
    });
    return () => {
      isWanted = false;
    };
    // `key` says all that `compared` does; `attempt` is another function each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [calls, draft.area, key]);
  const compare = useCallback((wanted: Compared | null) => change({ compared: wanted }), [change]);
  const go = useCallback((place: number) => setAt({ key, place }), [key]);
  const place = at.key === key ? at.place : -1;
  const comparison = useMemo(() => {
    if (compared === null || found?.key !== key) return null;
    const [old, newer] = found.loaded;
    const now = newer === "draft" ? draft : newer;
    const differences = differencesBetween(old, now);
    const step = (way: 1 | -1): void => go(stepped(differences.length, place, way));
    return { compared, old, both: bothIn(old, now), differences, place, go, step };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, found, draft, place, go]);
  return { comparison, compare };
}
