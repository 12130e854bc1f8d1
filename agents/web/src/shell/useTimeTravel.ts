import { useEffect, useState } from "react";

import { onAddressChange } from "../core/addressChange";
import { TimeMachine } from "../core/timeMachine";
import type { Twin } from "../core/twin";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { addressedMoment, addressMoment } from "./moment";
import { showsPast, type View } from "./view";

/** Goes to the moment that the address names, and has the address name the one that is shown. */
function useAddressedMoment(machine: TimeMachine): void {
  useEffect(() => {
    let named: number | null = null;
    const note = (): void => {
      const { at = null, playing = false } = machine.state.get() ?? {};
      if (playing || at === named) return;
      named = at;
      addressMoment(at);
    };
    const follow = (): void => {
      const at = addressedMoment();
      if (at === named) return;
      named = at;
      machine.pause();
      // If it can not be shown, the screen stays where it is, and says so.
      if (at === null) machine.close();
      else void machine.open(at).catch(note);
    };
    const ends = [machine.state.subscribe(note), onAddressChange(follow)];
    follow();
    return () => {
      ends.forEach((end) => end());
      machine.close();
    };
  }, [machine]);
}

/** The time machine of this screen, and the twin that a view shows: live, or as it was. */
export function useTimeTravel(view: View): { machine: TimeMachine; shown: Twin } {
  const { twin } = useTwin();
  const [machine] = useState(() => new TimeMachine(twin));
  const past = useObservable(machine.state);
  useAddressedMoment(machine);
  const isPast = past !== null && showsPast(view);
  useEffect(() => {
    document.documentElement.dataset["time"] = isPast ? "past" : "live";
  }, [isPast]);
  return { machine, shown: (isPast && machine.twin) || twin };
}
