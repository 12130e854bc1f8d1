import { useMemo, useSyncExternalStore } from "react";

import type { Condition } from "../core/condition";
import { formatAge } from "../core/format";
import type { Tag } from "../core/plant";
import { steadyCondition, type AgeWords } from "../core/steadyCondition";
import { desiredOf, type Sample } from "../core/value";
import { useTwin } from "./twinContext";
import { clock } from "./useNow";
import { useSample } from "./useSample";

export interface Reading {
  sample: Sample | undefined;
  condition: Condition;
  /** What the value should be; see `desiredOf`. */
  desired: number | null;
}

/** Everything one mark shows about `tag`; draws again only when it reads otherwise. */
export function useReading(tag: Tag, ageWords: AgeWords = formatAge): Reading {
  const { plant } = useTwin();
  const sample = useSample(tag.name);
  const loop = plant.controllerReading(tag.name);
  const setpoint = useSample(loop === undefined ? "" : `${loop.name}.SP`);
  const judge = useMemo(() => {
    const judgeAt = steadyCondition(sample, tag, ageWords);
    return () => judgeAt(clock.get());
  }, [sample, tag, ageWords]);
  const condition = useSyncExternalStore(clock.subscribe, judge);
  return { sample, condition, desired: desiredOf(sample, setpoint) };
}
