import { useEffect } from "react";

import type { TimeMachine } from "../core/timeMachine";
import type { TrainingVisit } from "../core/training/trainingVisit";

/** Going into the past leaves a training, and joining a training leaves the past. */
export function useOneElsewhere(machine: TimeMachine, visit: TrainingVisit): void {
  useEffect(() => {
    const ends = [
      machine.state.subscribe(() => machine.state.get() !== null && visit.leave()),
      visit.twin.subscribe(() => visit.twin.get() !== null && machine.close()),
    ];
    return () => ends.forEach((end) => end());
  }, [machine, visit]);
}
