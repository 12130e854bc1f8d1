import { useMemo } from "react";

import { shapesOf, stuckShape, type Shape } from "../core/scene/emergency";
import type { Emergency } from "../core/scene/emergencyWords";
import type { Thing } from "../core/scene/thing";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

/** The shapes of all that is wrong; the same list as long as nothing has changed. */
export function useShapes(things: ReadonlyMap<string, Thing>, told: readonly Emergency[]): Shape[] {
  const { twin } = useTwin();
  const heard = useObservable(twin.releases);
  const marked = told.filter(({ words }) => ["STUCK", "NOT FOLLOWING"].includes(words));
  const valves = marked.map(({ place }) => place).join();
  const present = told.map(({ place }) => place).join();
  return useMemo(() => {
    const places = new Set(present.split(","));
    const releases = heard.flatMap(({ release }) => {
      const thing = places.has(release.place) ? things.get(release.place) : undefined;
      return thing === undefined ? [] : shapesOf(release, thing);
    });
    const stuck = valves.split(",").flatMap((valve) => things.get(valve) ?? []);
    return [...releases, ...stuck.map(stuckShape)];
  }, [things, heard, valves, present]);
}
