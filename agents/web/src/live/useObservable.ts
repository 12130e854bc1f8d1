import { useSyncExternalStore } from "react";

import type { Observable } from "../core/observable";

/** The current content of `observable`; draws again when it changes. */
export function useObservable<Content>(observable: Observable<Content>): Content {
  return useSyncExternalStore(observable.subscribe, observable.get);
}
