import type { InterlockEvent } from "../core/interlock";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

/** The trip of an interlock; undefined while it is not tripped. */
export function useTrip(interlock: string): InterlockEvent | undefined {
  return useObservable(useTwin().twin.interlocks).find((trip) => trip.interlock === interlock);
}
