import { conditionOf, type Condition } from "../core/condition";
import type { Tag } from "../core/plant";
import type { Sample } from "../core/value";
import { useTwin } from "./twinContext";
import { useNow } from "./useNow";
import { useSample } from "./useSample";

export interface Reading {
  sample: Sample | undefined;
  condition: Condition;
  /** What the value should be: its own desired value, or the setpoint of the loop reading it. */
  desired: number | null;
}

/** Everything one mark shows about `tag`, judged at this moment. */
export function useReading(tag: Tag): Reading {
  const { plant } = useTwin();
  const now = useNow();
  const sample = useSample(tag.name);
  const loop = plant.controllerReading(tag.name);
  const setpoint = useSample(loop === undefined ? "" : `${loop.name}.SP`);
  // The clock ticks twice a second, so a sample may be younger than `now`.
  const at = Math.max(now, sample?.receivedAt ?? 0);
  const desired = sample?.desired ?? setpoint?.value ?? null;
  return { sample, condition: conditionOf(sample, tag, at), desired };
}
