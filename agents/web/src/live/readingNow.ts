import { conditionOf } from "../core/condition";
import type { Tag } from "../core/plant";
import { desiredOf } from "../core/value";
import { clock } from "./useNow";
import type { LiveTwin } from "./twinContext";
import type { Reading } from "./useReading";

/** Everything a mark shows about `tag`, for who draws or says it without React. */
export function readingNow({ twin: { values }, plant }: LiveTwin, tag: Tag): Reading {
  const sample = values.get(tag.name);
  const loop = plant.controllerReading(tag.name);
  const setpoint = loop && values.get(`${loop.name}.SP`);
  return {
    sample,
    condition: conditionOf(sample, tag, clock.get()),
    desired: desiredOf(sample, setpoint),
  };
}

/** Calls `wake` whenever `readingNow` of the tag may have changed, until what it gives is called. */
export function watchReading(
  { twin: { values }, plant }: LiveTwin,
  tag: Tag,
  wake: () => void,
): () => void {
  const loop = plant.controllerReading(tag.name);
  const ends = [clock.subscribe(wake), values.subscribe(tag.name, wake)];
  if (loop !== undefined) ends.push(values.subscribe(`${loop.name}.SP`, wake));
  return () => ends.forEach((end) => end());
}
