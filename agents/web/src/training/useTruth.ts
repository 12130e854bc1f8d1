import { useEffect, useState } from "react";

import type { Training, Truth } from "../core/training/training";
import { useTwin } from "../live/twinContext";

/** What only instructors may know, read again each time that the training has changed. */
export function useTruth(training: Training): Truth | null {
  const { twin } = useTwin();
  const [truth, setTruth] = useState<Truth | null>(null);
  useEffect(() => {
    let over = false;
    twin.exchange.training.truth().then(
      (found) => {
        if (!over) setTruth(found);
      },
      () => undefined, // it may have just ended: the state tells
    );
    return () => {
      over = true;
    };
  }, [twin, training]);
  return truth;
}
