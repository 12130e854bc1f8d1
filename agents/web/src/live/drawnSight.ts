import { useEffect } from "react";

import { Observable } from "../core/observable";
import { useObservable } from "./useObservable";

/** Whether the page shows what is drawn and nobody runs: then its header must not say "live". */
const isDrawn = new Observable(false);

/** Tells so as long as it is on the page. */
export function useShowsDrawn(): void {
  useEffect(() => {
    isDrawn.set(true);
    return () => isDrawn.set(false);
  }, []);
}

export function useIsDrawn(): boolean {
  return useObservable(isDrawn);
}
