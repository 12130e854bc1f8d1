import { useCallback, useSyncExternalStore } from "react";

import type { Sample } from "../core/value";
import { useTwin } from "./twinContext";

/** The newest sample of `tag`; draws again only when that tag changes. */
export function useSample(tag: string): Sample | undefined {
  const { values } = useTwin().twin;
  const subscribe = useCallback((wake: () => void) => values.subscribe(tag, wake), [values, tag]);
  return useSyncExternalStore(subscribe, () => values.get(tag));
}
