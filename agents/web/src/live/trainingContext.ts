import { createContext, useContext, useEffect } from "react";

import type { TrainingVisit } from "../core/training/trainingVisit";

export const TrainingContext = createContext<TrainingVisit | null>(null);

/** What takes the screen into the training that is open. */
export function useTrainingVisit(): TrainingVisit {
  const visit = useContext(TrainingContext);
  if (visit === null) throw new Error("useTrainingVisit outside of a TrainingContext");
  return visit;
}

/** Keeps looking at the training as long as this is on the screen, if `wanted`. */
export function useWatched(wanted = true): TrainingVisit {
  const visit = useTrainingVisit();
  useEffect(() => (wanted ? visit.watch() : undefined), [visit, wanted]);
  return visit;
}
