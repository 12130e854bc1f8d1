import { useEffect, useRef, useState, type FormEvent } from "react";

import type { AlarmEvent } from "../core/alarmEvent";
import { limitWord } from "../core/alarm";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { Refusal } from "./Refusal";
import { ShelvingTime, UNTIL_RETURNED } from "./ShelvingTime";

const USUAL_MINUTES = 30;

interface ShelveDialogProps {
  alarm: AlarmEvent;
  onClose: () => void;
}

/** Puts an alarm aside for a while, or out of service; a reason is required. */
export function ShelveDialog({ alarm, onClose }: ShelveDialogProps) {
  const { twin } = useTwin();
  const dialog = useRef<HTMLDialogElement>(null);
  const [minutes, setMinutes] = useState(USUAL_MINUTES);
  const [reason, setReason] = useState("");
  const { busy, refusal, attempt } = useAttempt();
  const name = `${alarm.tag} ${limitWord(alarm.limit)}`;
  useEffect(() => dialog.current?.showModal(), []);

  const shelve = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { alarms } = twin.exchange;
    const call = () =>
      minutes === UNTIL_RETURNED
        ? alarms.removeFromService(alarm.alarm, reason.trim())
        : alarms.shelve(alarm.alarm, minutes, reason.trim());
    if (await attempt(call)) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className="setpoint"
      aria-label={`Shelve ${name}`}
      data-testid="shelve-dialog"
      onClose={onClose}
    >
      <h2>Shelve {name}</h2>
      <p className="soft">{alarm.description}</p>
      <form onSubmit={(event) => void shelve(event)}>
        <ShelvingTime minutes={minutes} onMinutes={setMinutes} />
        <label className="field">
          Reason (required, kept in the record)
          <input
            type="text"
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            data-testid="shelve-reason"
          />
        </label>
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="primary"
            disabled={busy || reason.trim() === ""}
            title={reason.trim() === "" ? "Give a reason first." : ""}
            data-testid="shelve-confirm"
          >
            Shelve
          </button>
        </div>
      </form>
      <Refusal refusal={refusal} />
    </dialog>
  );
}
