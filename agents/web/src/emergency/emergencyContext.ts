import { createContext } from "react";

import type { Emergency } from "../core/scene/emergencyWords";

/** What is wrong with the plant. */
export const EmergencyContext = createContext<readonly Emergency[]>([]);
