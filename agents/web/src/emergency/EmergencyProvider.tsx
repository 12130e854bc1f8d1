import type { ReactNode } from "react";

import { EmergencyContext } from "./emergencyContext";
import { useEmergencies } from "./useEmergencies";

/** Has what is below know what is wrong, without being drawn again while nothing is. */
export function EmergencyProvider({ children }: { children: ReactNode }) {
  return <EmergencyContext.Provider value={useEmergencies()}>{children}</EmergencyContext.Provider>;
}
