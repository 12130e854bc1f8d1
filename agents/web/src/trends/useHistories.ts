import { useEffect, useState } from "react";

import { EMPTY_HISTORY, type History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Trends } from "../core/trends/address";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { followHistory } from "../trend/followHistory";

type Histories = ReadonlyMap<string, History>;

/** The past of several tags over the time that is asked for; live where that is not a part of the past. */
export function useHistories(
  tags: readonly Tag[],
  { minutes, zoom }: Pick<Trends, "minutes" | "zoom">,
) {
  const { twin, plant } = useTwin();
  const [histories, setHistories] = useState<Histories>(new Map());
  const [problem, setProblem] = useState("");
  const now = useObservable(twin.until);
  const [from, to] = [zoom?.from ?? null, zoom?.to ?? null];
  useEffect(() => {
    const isStill = from !== null && to !== null;
    const span = isStill
      ? { minutes: (to - from) / 60, until: to * 1000 }
      : { minutes, until: now };
    const ends = tags.map((tag) => {
      const tell = (change: (known: History) => History): void =>
        setHistories((known) => {
          const before = known.get(tag.name) ?? EMPTY_HISTORY;
          return new Map(known).set(tag.name, change(before));
        });
      return followHistory({ twin, plant }, { tag, ...span, isStill }, tell, setProblem);
    });
    return () => ends.forEach((end) => end());
  }, [twin, plant, tags, minutes, from, to, now]);
  return { histories, problem };
}
