import { useState } from "react";

import type { ExchangeError } from "../core/exchangeError";
import type { Prediction } from "../core/prediction";
import type { Tag } from "../core/plant";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";

interface Asked {
  busy: boolean;
  refusal: ExchangeError | null;
  /** Of the last value that was asked for; null before. */
  prediction: Prediction | null;
  ask: (value: number) => void;
}

/** Asks the model what a value of a tag would do. */
export function usePrediction(tag: Tag): Asked {
  const { twin } = useTwin();
  const { busy, refusal, attempt } = useAttempt();
  const [prediction, setPrediction] = useState<Prediction | null>(null);
  const ask = (value: number): void => {
    setPrediction(null);
    void attempt(async () => setPrediction(await twin.exchange.predict(tag.name, value)));
  };
  return { busy, refusal, prediction, ask };
}
