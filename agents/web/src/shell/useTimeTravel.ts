import { useEffect, useRef, useState } from "react";

import { TimeMachine } from "../core/timeMachine";
import type { Twin } from "../core/twin";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { addressedMoment, addressMoment } from "./moment";
import { showsPast, type View } from "./view";

/** The time machine of this screen, and the twin that a view shows: live, or as it was. */
export function useTimeTravel(view: View): { machine: TimeMachine; shown: Twin } {
  const { twin } = useTwin();
  const [machine] = useState(() => new TimeMachine(twin));
  const past = useObservable(machine.state);
  const wasPast = useRef(false);
  useEffect(() => {
    const at = addressedMoment();
    // If it can not be shown, the screen is live, and says so.
    if (at !== null) void machine.open(at).catch(() => addressMoment(null));
    return () => machine.close();
  }, [machine]);
  const isPast = past !== null && showsPast(view);
  useEffect(() => {
    document.documentElement.dataset["time"] = isPast ? "past" : "live";
  }, [isPast]);
  useEffect(() => {
    if (past !== null && !past.playing) addressMoment(past.at);
    if (past === null && wasPast.current) addressMoment(null);
    wasPast.current = past !== null;
  }, [past]);
  return { machine, shown: (isPast && machine.twin) || twin };
}
