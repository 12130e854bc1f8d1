import { useEffect, useState } from "react";

import { TrainingVisit } from "../core/training/trainingVisit";
import type { Twin } from "../core/twin";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { showsPast, type View } from "./view";

/** The way into trainings, and the twin of the one this screen is in, where a view shows it. */
export function useTraining(view: View): { visit: TrainingVisit; twin: Twin | null } {
  const { twin } = useTwin();
  const [visit] = useState(() => new TrainingVisit(twin));
  const joined = useObservable(visit.twin);
  const shows = joined !== null && showsPast(view);
  useEffect(() => {
    document.documentElement.dataset["training"] = shows ? "joined" : "none";
  }, [shows]);
  return { visit, twin: shows ? joined : null };
}
