import { useState } from "react";

import { AlarmList } from "../core/alarmList";
import type { AlarmEvent } from "../core/alarmEvent";
import { acknowledgeEach, type Outcome } from "../core/acknowledgeEach";
import { useForbiddenEverywhere } from "../live/useForbidden";
import { useTwin } from "../live/twinContext";

function Refused({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null || outcome.firstRefusal === null) return null;
  const { refused, asked, firstRefusal } = outcome;
  return (
    <span role="alert" className="refusal" data-testid="alarm-acknowledge-error">
      <b>
        ⊘ {refused} of {asked} not acknowledged:
      </b>{" "}
      {firstRefusal.message} {firstRefusal.hint}
    </span>
  );
}

/** Acknowledges each of these alarms that still has to be, as it is shown now. */
export function AcknowledgeShown({ shown }: { shown: readonly AlarmEvent[] }) {
  const { twin } = useTwin();
  const forbidden = useForbiddenEverywhere();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const waiting = AlarmList.unacknowledged(shown);
  const acknowledge = async (): Promise<void> => {
    setBusy(true);
    setOutcome(null);
    try {
      setOutcome(await acknowledgeEach(waiting, twin.exchange.alarms));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button
        type="button"
        disabled={busy || waiting.length === 0 || forbidden !== ""}
        title={forbidden}
        onClick={() => void acknowledge()}
        data-testid="alarm-acknowledge-shown"
      >
        Acknowledge all shown ({waiting.length})
      </button>
      <Refused outcome={outcome} />
    </>
  );
}
