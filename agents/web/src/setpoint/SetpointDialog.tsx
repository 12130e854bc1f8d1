import { useEffect, useRef, useState } from "react";

import type { ExchangeError } from "../core/exchangeError";
import type { Tag } from "../core/plant";
import { checkSetpoint } from "../core/setpoint";
import { useTwin } from "../live/twinContext";
import { useSample } from "../live/useSample";
import { ValueMark } from "../mark/ValueMark";
import { CommandProgress } from "./CommandProgress";
import { PredictionView } from "./PredictionView";
import { SetpointForm } from "./SetpointForm";
import { SetpointLimits } from "./SetpointLimits";
import { useCommand } from "./useCommand";
import { usePrediction } from "./usePrediction";

/** What the setpoint's controller reads, live: where the plant is on its way. */
function ProcessValue({ setpoint }: { setpoint: Tag }) {
  const { plant } = useTwin();
  const reading = plant.loopOf(setpoint.name)[0];
  if (setpoint.kind !== "setpoint" || reading === undefined) return null;
  return (
    <div className="process-value">
      <ValueMark tag={reading} onSelect={() => undefined} />
      <span className="soft">{reading.description}</span>
    </div>
  );
}

function Problem({ refusal }: { refusal: ExchangeError | null }) {
  if (refusal === null) return null;
  return (
    <p role="alert" className="refusal" data-testid="setpoint-error">
      <b>⊘ {refusal.message}</b> {refusal.hint}
    </p>
  );
}

/** Ask for a new value, confirm it, and follow the transaction to its physical outcome. */
export function SetpointDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const current = useSample(tag.name)?.value ?? null;
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const { sent, command, refusal, send } = useCommand();
  const asked = usePrediction(tag);
  const checked = checkSetpoint(text, tag, current);
  useEffect(() => dialog.current?.showModal(), []);

  const confirm = (): void => {
    if (checked.ok) void send({ tag: tag.name, value: checked.value, unit: tag.unit, reason });
  };
  return (
    <dialog
      ref={dialog}
      className="setpoint"
      aria-label={`Set ${tag.name}`}
      data-testid="setpoint-dialog"
      onClose={onClose}
    >
      <h2>Set {tag.name}</h2>
      <p className="soft">{tag.description}</p>
      <SetpointLimits tag={tag} current={current} />
      <ProcessValue setpoint={tag} />
      {tag.critical !== "" && (
        <p className="critical" data-testid="setpoint-critical">
          A second person has {tag.approval_s / 60} min to approve it: {tag.critical}.
        </p>
      )}
      {sent === null ? (
        <SetpointForm
          {...{ tag, text, setText, reason, setReason, checked }}
          onPredict={() => checked.ok && asked.ask(checked.value)}
          predicting={asked.busy}
          onConfirm={confirm}
          onCancel={onClose}
        />
      ) : (
        <CommandProgress tag={tag} value={sent.value} command={command} onClose={onClose} />
      )}
      {sent === null && asked.prediction && <PredictionView prediction={asked.prediction} />}
      <Problem refusal={refusal ?? asked.refusal} />
    </dialog>
  );
}
