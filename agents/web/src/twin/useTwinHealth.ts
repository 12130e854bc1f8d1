import type { TwinHealth } from "../core/twinHealth";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { useWanted } from "../live/useWanted";

/** How far the twin can be believed; null until it has been read. */
export function useTwinHealth(): TwinHealth | null {
  useWanted("health");
  return useObservable(useTwin().twin.health);
}
