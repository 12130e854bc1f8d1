import { useMemo } from "react";

import { flowOf, flowTags, type Flow } from "../core/scene/flow";
import type { Thing } from "../core/scene/thing";
import { stateOf, type ThingState } from "../core/scene/thingState";
import { shareOf, type Share, type Variable } from "../core/scene/variable";
import { useNow } from "../live/useNow";
import { useTwin } from "../live/twinContext";

/** The state of each thing by its id, judged twice a second. */
export function useThingStates(things: readonly Thing[]): ReadonlyMap<string, ThingState> {
  const { twin, plant } = useTwin();
  const now = useNow();
  return useMemo(
    () => new Map(things.map((thing) => [thing.id, stateOf(thing, plant, twin.values, now)])),
    [things, twin, plant, now],
  );
}

/** Where the value of each thing stands on the scale of a variable; empty without one. */
export function useShares(
  things: readonly Thing[],
  variable: Variable | null,
): ReadonlyMap<string, Share> {
  const { twin } = useTwin();
  const now = useNow();
  return useMemo(() => {
    if (variable === null) return new Map<string, Share>();
    return new Map(things.map(({ id }) => [id, shareOf(variable, id, twin.values, now)]));
  }, [things, variable, twin, now]);
}

/** What is known to flow, by the pipe. */
export function useFlows(isShown: boolean): ReadonlyMap<string, Flow> {
  const { twin, plant } = useTwin();
  const now = useNow();
  const tags = useMemo(() => flowTags(plant), [plant]);
  return useMemo(() => {
    const found = new Map<string, Flow>();
    if (!isShown) return found;
    for (const [pipe, tag] of tags) {
      const flow = flowOf(tag, twin.values, now);
      if (flow !== null) found.set(pipe, flow);
    }
    return found;
  }, [tags, twin, now, isShown]);
}
