import { useEffect, useState } from "react";

import type { TwinHealth } from "../core/twinHealth";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 10_000;

/** Read every ten seconds, as often as the twin rates itself; null until it has been read. */
export function useTwinHealth(): TwinHealth | null {
  const { twin } = useTwin();
  const [health, setHealth] = useState<TwinHealth | null>(null);
  useEffect(() => {
    const read = (): void =>
      // An unreachable exchange already shows in the header; the last values stay.
      void twin.exchange.twinHealth().then(setHealth, () => undefined);
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => clearInterval(timer);
  }, [twin]);
  return health;
}
