import { Observable } from "../core/observable";
import { useObservable } from "./useObservable";

const TICK_MS = 1000;

// One clock for the whole page, as for the ages of values.
const clock = new Observable(Date.now());
setInterval(() => clock.set(Date.now()), TICK_MS);

/** Unix milliseconds, advancing once a second: for what the exchange dates by the calendar. */
export function useWallClock(): number {
  return useObservable(clock);
}
