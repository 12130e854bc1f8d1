import { useEffect } from "react";

import { summaryOf } from "../core/status";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { counted } from "./words";

/** How those do who do the work of the twin. */
export interface Agents {
  /** Empty where there are none to tell of. */
  text: string;
  /** How many are not healthy. */
  ill: number;
}

/** Of now the stream tells; what was has to be asked for, and a training has no agents of its own. */
export function useAgents(): Agents {
  const { twin } = useTwin();
  const agents = useObservable(twin.agents);
  const isPast = useObservable(twin.until) !== null;
  useEffect(() => (isPast ? twin.want("health") : undefined), [twin, isPast]);
  if (twin.isTraining) return { text: "", ill: 0 };
  const { text, healthy } = summaryOf(agents);
  if (healthy) return { text, ill: 0 };
  // None at all is as bad as one that is ill.
  const ill = Math.max(1, agents.filter(({ state }) => state !== "healthy").length);
  const many = `${ill} of ${counted(agents.length, "agent")} not healthy`;
  return { text: agents.length === 0 ? text : `${many}: ${text}`, ill };
}
