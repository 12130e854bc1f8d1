import { createContext } from "react";

import type { Emergency } from "../core/scene/emergencyWords";

/** What is wrong, by the id of the equipment or pipe. */
export const EmergencyContext = createContext<ReadonlyMap<string, Emergency>>(new Map());
