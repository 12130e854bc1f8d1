import { useEffect, useState } from "react";

import type { ComparedSet } from "../core/sets";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 2000;

/** A set beside the plant, compared again every two seconds; null until it has been read. */
export function useComparison(name: string, tolerance: number): ComparedSet | null {
  const { twin } = useTwin();
  const [compared, setCompared] = useState<ComparedSet | null>(null);
  useEffect(() => {
    let over = false;
    const read = (): void =>
      // An unreachable exchange already shows in the header; the last values stay.
      void twin.exchange.sets.compare(name, tolerance).then(
        (found) => {
          if (!over) setCompared(found);
        },
        () => undefined,
      );
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [twin, name, tolerance]);
  return compared;
}
