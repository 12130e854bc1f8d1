/** Which pipes are known to flow, and how fast. */

import { conditionOf } from "../condition";
import type { LiveValues } from "../liveValues";
import type { PlantIndex, Stream, Tag } from "../plant";
import type { Sample } from "../value";

export interface Flow {
  /** Of the tag's range, from -1 to 1; negative against the direction of the pipe. */
  share: number;
  /** Whether the plant has measured it, or only the model tells it. */
  from: "plant" | "model";
}

// What goes in comes out of these at once: they hold nothing back.
const INLINE = /^(valve|pipe|line)(\.|$)/;
/** Below this share of its range a flow is none. */
const NOTHING = 0.002;

/** Of each piece of inline equipment that has one inlet and one outlet: these two. */
function inlinePairs({ plant }: PlantIndex): [Stream, Stream][] {
  return plant.equipment.flatMap(({ id, kind }): [Stream, Stream][] => {
    if (!INLINE.test(kind)) return [];
    const inlets = plant.streams.filter(({ target }) => target.equipment === id);
    const outlets = plant.streams.filter(({ source }) => source.equipment === id);
    const [inlet, outlet] = [inlets[0], outlets[0]];
    const isPair = inlets.length === 1 && outlets.length === 1;
    return isPair && inlet !== undefined && outlet !== undefined ? [[inlet, outlet]] : [];
  });
}

/** Tags that measure a flow in a pipe itself, by the pipe. */
function measuredFlows({ plant, tags }: PlantIndex): Map<string, Tag> {
  const flows = plant.instruments.flatMap(({ tag, stream, measures }): [string, Tag][] => {
    const known = tags.get(tag);
    const isFlow = stream !== null && measures.endsWith(".mass_flow");
    return isFlow && known !== undefined ? [[stream, known]] : [];
  });
  return new Map(flows);
}

/** By pipe: the tag that measures its flow, in it or beyond valves in the same line. */
export function flowTags(plant: PlantIndex): Map<string, Tag> {
  const found = measuredFlows(plant);
  const pairs = inlinePairs(plant).flatMap(([one, other]) => [
    [one.id, other.id] as const,
    [other.id, one.id] as const,
  ]);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [known, next] of pairs) {
      const tag = found.get(known);
      if (tag !== undefined && !found.has(next)) found.set(next, tag);
    }
  }
  return found;
}

function shareOf(value: number, tag: Tag): number {
  return Math.min(1, Math.max(-1, value / Math.max(Math.abs(tag.low), Math.abs(tag.high))));
}

function toldBy(sample: Sample, tag: Tag, now: number): [number | null, Flow["from"]] {
  const { trust, live } = conditionOf(sample, tag, now);
  if (trust === "good" && live) return [sample.value, "plant"];
  // The model's value comes with the sample, so it is as old as that.
  return [trust === "stale" || trust === "missing" ? null : sample.simulated, "model"];
}

/** The flow that a tag tells at `now` (monotonic milliseconds); null if unknown, or if it is none. */
export function flowOf(tag: Tag, values: LiveValues, now: number): Flow | null {
  const sample = values.get(tag.name);
  if (sample === undefined) return null;
  const [value, from] = toldBy(sample, tag, now);
  const share = value === null ? 0 : shareOf(value, tag);
  return Math.abs(share) < NOTHING ? null : { share, from };
}
