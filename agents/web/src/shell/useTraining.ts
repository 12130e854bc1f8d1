import { useEffect, useState } from "react";

import type { TimeMachine } from "../core/timeMachine";
import { TrainingVisit } from "../core/training/trainingVisit";
import type { Twin } from "../core/twin";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { useOneElsewhere } from "./useOneElsewhere";
import { showsTraining, type View } from "./view";

/** The way into trainings, and the twin of the one this screen is in, where a view shows it. */
export function useTraining(
  view: View,
  machine: TimeMachine,
): { visit: TrainingVisit; twin: Twin | null } {
  const { twin } = useTwin();
  const [visit] = useState(() => new TrainingVisit(twin));
  useOneElsewhere(machine, visit);
  const joined = useObservable(visit.twin);
  const shows = joined !== null && showsTraining(view);
  useEffect(() => {
    document.documentElement.dataset["training"] = shows ? "joined" : "none";
  }, [shows]);
  return { visit, twin: shows ? joined : null };
}
