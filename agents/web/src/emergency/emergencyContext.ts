import { createContext, useContext } from "react";

import type { Emergency } from "../core/scene/emergencyWords";

/** What is wrong with the plant. */
export const EmergencyContext = createContext<readonly Emergency[]>([]);

/** What is wrong with a piece of equipment or a pipe; undefined where nothing is. */
export function useEmergencyAt(place: string): Emergency | undefined {
  return useContext(EmergencyContext).find((each) => each.place === place);
}
