import { useEffect, useState } from "react";

import { EMPTY_HISTORY, extend, since, timeOf, withSetpoint, type History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Twin } from "../core/twin";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

async function load(
  twin: Twin,
  tag: string,
  setpoint: string | null,
  minutes: number,
  until: number | null,
) {
  const history = (await twin.exchange.history(tag, minutes, until)) ?? EMPTY_HISTORY;
  if (setpoint === null) return history;
  const desired = await twin.exchange.history(setpoint, minutes, until);
  return withSetpoint(history, desired ?? EMPTY_HISTORY);
}

/** The last `minutes` of a tag, extended by each live sample; `problem` says why it is missing. */
export function useHistory(tag: Tag, minutes: number): { history: History; problem: string } {
  const { twin, plant } = useTwin();
  const [history, setHistory] = useState(EMPTY_HISTORY);
  const [problem, setProblem] = useState("");
  const until = useObservable(twin.until);
  const loop = plant.controllerReading(tag.name);
  const setpoint = loop === undefined ? null : `${loop.name}.SP`;
  useEffect(() => {
    let current = true;
    load(twin, tag.name, setpoint, minutes, until)
      .then((loaded) => {
        if (current) setHistory(loaded);
      })
      .catch((error: unknown) => {
        if (current) setProblem(error instanceof Error ? error.message : String(error));
      });
    const unsubscribe = twin.values.subscribe(tag.name, () => {
      const sample = twin.values.get(tag.name);
      if (sample === undefined) return;
      const held = setpoint === null ? null : (twin.values.get(setpoint)?.value ?? null);
      const from = (timeOf(sample) ?? 0) - minutes * 60;
      setHistory((known) => since(extend(known, sample, sample.desired ?? held), from));
    });
    return () => {
      current = false;
      unsubscribe();
    };
  }, [twin, tag.name, setpoint, minutes, until]);
  return { history, problem };
}
