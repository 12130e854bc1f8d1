import { useEffect, useState } from "react";

import { EMPTY_HISTORY, type History } from "../core/history";
import type { Tag } from "../core/plant";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { followHistory } from "./followHistory";

/** The last `minutes` of a tag, extended by each live sample; `problem` says why it is missing. */
export function useHistory(tag: Tag, minutes: number): { history: History; problem: string } {
  const { twin, plant } = useTwin();
  const [history, setHistory] = useState(EMPTY_HISTORY);
  const [problem, setProblem] = useState("");
  const until = useObservable(twin.until);
  useEffect(() => {
    const wanted = { tag, minutes, until, isStill: false };
    return followHistory({ twin, plant }, wanted, setHistory, setProblem);
  }, [twin, plant, tag, minutes, until]);
  return { history, problem };
}
