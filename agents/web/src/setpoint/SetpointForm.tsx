import type { FormEvent } from "react";

import { formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import type { Checked } from "../core/setpoint";

interface SetpointFormProps {
  tag: Tag;
  text: string;
  setText: (text: string) => void;
  reason: string;
  setReason: (reason: string) => void;
  checked: Checked;
  /** Asks the model what the value would do. */
  onPredict: () => void;
  predicting: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

function StateChoice({ tag, text, setText }: SetpointFormProps) {
  return (
    <fieldset>
      <legend>New state</legend>
      {tag.states.map((state, value) => (
        <label key={state}>
          <input
            type="radio"
            name="state"
            value={value}
            checked={text === String(value)}
            onChange={() => setText(String(value))}
            data-testid={`setpoint-state-${state}`}
          />
          {state}
        </label>
      ))}
    </fieldset>
  );
}

function NumberInput({ tag, text, setText, checked }: SetpointFormProps) {
  const problem = text !== "" && !checked.ok ? checked.problem : "";
  return (
    <label className="field">
      New value
      <span className="with-unit">
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-invalid={problem !== ""}
          aria-describedby="setpoint-problem"
          data-testid="setpoint-input"
        />
        {formatUnit(tag.unit)}
      </span>
      <span id="setpoint-problem" className="problem" role="alert" data-testid="setpoint-problem">
        {problem}
      </span>
    </label>
  );
}

/** The value (or state), the reason, and the confirmation. */
export function SetpointForm(props: SetpointFormProps) {
  const { tag, reason, setReason, checked, predicting, onPredict, onConfirm, onCancel } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <form onSubmit={submit}>
      {tag.states.length > 0 ? <StateChoice {...props} /> : <NumberInput {...props} />}
      <label className="field">
        Reason (kept in the record)
        <input
          type="text"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          data-testid="setpoint-reason"
        />
      </label>
      <div className="actions">
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        <button
          type="button"
          disabled={!checked.ok || predicting}
          onClick={onPredict}
          data-testid="setpoint-predict"
        >
          {predicting ? "The model runs ahead …" : "Predict"}
        </button>
        <button
          type="submit"
          className="primary"
          disabled={!checked.ok}
          data-testid="setpoint-confirm"
        >
          Send to plant
        </button>
      </div>
    </form>
  );
}
