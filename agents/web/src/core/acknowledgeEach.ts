/** Acknowledging many alarms: one call each, so that each is decided and recorded by itself. */

import type { AlarmCalls } from "./alarmCalls";
import type { AlarmEvent } from "./alarmEvent";
import { ExchangeError } from "./exchangeError";

export interface Outcome {
  asked: number;
  /** How many were not acknowledged, those not tried any more among them. */
  refused: number;
  firstRefusal: ExchangeError | null;
}

/** After these no further call would be taken: out of reach, or logged out. */
const HOPELESS = [0, 401];

/** Acknowledge one after the other, which spares the exchange a burst. */
export async function acknowledgeEach(
  alarms: readonly AlarmEvent[],
  calls: Pick<AlarmCalls, "acknowledge">,
): Promise<Outcome> {
  let done = 0;
  let firstRefusal: ExchangeError | null = null;
  for (const alarm of alarms) {
    try {
      await calls.acknowledge(alarm);
      done += 1;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      firstRefusal ??= error;
      if (HOPELESS.includes(error.status)) break;
    }
  }
  return { asked: alarms.length, refused: alarms.length - done, firstRefusal };
}
