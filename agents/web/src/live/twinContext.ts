import { createContext, useContext } from "react";

import type { PlantIndex } from "../core/plant";
import type { Twin } from "../core/twin";

export interface LiveTwin {
  twin: Twin;
  plant: PlantIndex;
}

export const TwinContext = createContext<LiveTwin | null>(null);

/** The twin this screen is connected to, and its plant description. */
export function useTwin(): LiveTwin {
  const live = useContext(TwinContext);
  if (live === null) throw new Error("useTwin outside of a TwinContext");
  return live;
}
