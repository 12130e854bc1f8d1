import { createContext, useContext } from "react";

import type { PastState, TimeMachine } from "../core/timeMachine";
import { useObservable } from "./useObservable";

export const TimeContext = createContext<TimeMachine | null>(null);

/** What takes the screen to moments that are over. */
export function useTimeMachine(): TimeMachine {
  const machine = useContext(TimeContext);
  if (machine === null) throw new Error("useTimeMachine outside of a TimeContext");
  return machine;
}

/** Where in the past the screen is; null while it is live. */
export function usePast(): PastState | null {
  return useObservable(useTimeMachine().state);
}
