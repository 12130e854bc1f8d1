import { useEffect, useMemo, useState } from "react";

import { shapesOf, stuckShape, type Shape } from "../core/scene/emergency";
import { emergencyOf, stuckEmergency, type Emergency } from "../core/scene/emergencyWords";
import { StuckWatch } from "../core/scene/stuckWatch";
import type { Thing } from "../core/scene/thing";
import { useNow } from "../live/useNow";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

const LOOK_MS = 1000;

/** Valves that do not follow what they are told. */
function useNotFollowing(): string[] {
  const { twin, plant } = useTwin();
  const [found, setFound] = useState<string[]>([]);
  useEffect(() => {
    const watch = new StuckWatch(plant);
    const timer = setInterval(() => {
      const held = new Set(twin.interlocks.get().flatMap(({ actuators }) => actuators));
      const next = watch.look(twin.values, held, performance.now());
      setFound((before) => (before.join() === next.join() ? before : next));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [twin, plant]);
  return found;
}

/** Everything that is wrong with the plant for all to see, in words. */
export function useEmergencies(): Emergency[] {
  const { twin } = useTwin();
  const now = useNow();
  const heard = useObservable(twin.releases);
  const stuck = useObservable(twin.stuck);
  const notFollowing = useNotFollowing();
  return useMemo(() => {
    void heard; // what was heard is asked for with its age
    const releases = twin.releases.known(now).flatMap((each) => emergencyOf(each) ?? []);
    const seen = notFollowing.filter((valve) => !stuck.includes(valve));
    return [
      ...releases,
      ...stuck.map((valve) => stuckEmergency(valve, true)),
      ...seen.map((valve) => stuckEmergency(valve, false)),
    ];
  }, [twin, now, heard, stuck, notFollowing]);
}

/** The shapes of all that; the same list as long as nothing has changed. */
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
