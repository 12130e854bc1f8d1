import { useState } from "react";

import type { Approval } from "../core/approvals";
import { ExchangeError } from "../core/exchangeError";
import { useForbidden } from "../live/useForbidden";
import { useTwin } from "../live/twinContext";

interface ChoiceProps {
  approval: Approval;
  onDecide: (approve: boolean) => void;
}

function Choice({ approval, onDecide }: ChoiceProps) {
  const forbidden = useForbidden("approve", approval.tag);
  const each = { type: "button", disabled: forbidden !== "", title: forbidden } as const;
  return (
    <>
      <button {...each} onClick={() => onDecide(false)} data-testid="approval-reject">
        Reject
      </button>
      <button
        {...each}
        className="primary"
        onClick={() => onDecide(true)}
        data-testid="approval-approve"
      >
        Approve
      </button>
    </>
  );
}

/** Words and buttons of the second person; the author only reads that another has to. */
export function Decision({ approval }: { approval: Approval }) {
  const { twin } = useTwin();
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<ExchangeError | null>(null);
  const decide = async (approve: boolean): Promise<void> => {
    setRefusal(null);
    try {
      await twin.exchange.decide(approval.request_id, approve, reason);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      setRefusal(error);
    }
  };
  if (approval.author === twin.login.user)
    return <p className="soft">You asked for it; another person has to decide.</p>;
  return (
    <>
      <label className="field">
        Reason (kept in the record)
        <input
          type="text"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="approval-reason"
        />
      </label>
      <div className="actions">
        <Choice approval={approval} onDecide={(approve) => void decide(approve)} />
      </div>
      {refusal !== null && (
        <p role="alert" className="refusal" data-testid="approval-error">
          <b>⊘ {refusal.message}</b> {refusal.hint}
        </p>
      )}
    </>
  );
}
