import { Observable } from "../core/observable";
import { useObservable } from "./useObservable";

const TICK_MS = 500;

/** One clock for the whole page, in monotonic milliseconds: values age together, in one draw. */
export const clock = new Observable(performance.now());
setInterval(() => clock.set(performance.now()), TICK_MS);

/** Monotonic milliseconds, advancing twice a second. */
export function useNow(): number {
  return useObservable(clock);
}
