import { useEffect, useMemo, useState } from "react";

import { emergencyOf, stuckEmergency, type Emergency } from "../core/scene/emergencyWords";
import { StuckWatch } from "../core/scene/stuckWatch";
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

/** Everything that is wrong with the plant for all to see, in words; the same until they change. */
export function useEmergencies(): Emergency[] {
  const { twin } = useTwin();
  const now = useNow();
  const heard = useObservable(twin.releases);
  const stuck = useObservable(twin.stuck);
  const notFollowing = useNotFollowing();
  const text = useMemo(() => {
    void heard; // what was heard is asked for with its age
    const releases = twin.releases.known(now).flatMap((each) => emergencyOf(each) ?? []);
    const seen = notFollowing.filter((valve) => !stuck.includes(valve));
    return JSON.stringify([
      ...releases,
      ...stuck.map((valve) => stuckEmergency(valve, true)),
      ...seen.map((valve) => stuckEmergency(valve, false)),
    ]);
  }, [twin, now, heard, stuck, notFollowing]);
  return useMemo(() => JSON.parse(text) as Emergency[], [text]);
}
