import { useState, type FormEvent } from "react";

import type { Action } from "../core/contracts/vocabulary";
import {
  ACTIONS,
  NO_LIMITS,
  hasPattern,
  hasValues,
  rightOf,
  type Grant,
  type RightFields,
} from "../core/users";
import { Choice } from "./Choice";
import { TextField } from "./TextField";

const TIMES = [
  ["from", "From (UTC)", "2026-12-01T06:00"],
  ["until", "Until (UTC)", "2026-12-31T18:00"],
  ["daily", "Hours of each day (UTC)", "06:00-14:00"],
] as const;

interface Part {
  fields: RightFields;
  change: (name: keyof RightFields, text: string) => void;
}

/** Limits that only setpoints have. */
function ValueLimits({ fields, change }: Part) {
  return (
    <>
      <Choice
        label="As"
        value={fields.origin}
        options={["*", "operator", "instructor"]}
        onChoice={(text) => change("origin", text)}
        testId="right-origin"
      />
      {(["low", "high"] as const).map((name) => (
        <TextField
          key={name}
          label={name === "low" ? "Least value" : "Greatest value"}
          text={fields[name]}
          onText={(text) => change(name, text)}
          testId={`right-${name}`}
          hint="no limit"
        />
      ))}
    </>
  );
}

function Limits({ fields, change }: Part) {
  const action = fields.action as Action;
  return (
    <>
      {hasPattern(action) && (
        <TextField
          label="Tags or contracts"
          text={fields.tags}
          onText={(text) => change("tags", text)}
          testId="right-tags"
          hint="FIC-1*"
        />
      )}
      {hasValues(action) && <ValueLimits fields={fields} change={change} />}
      {TIMES.map(([name, label, hint]) => (
        <TextField
          key={name}
          label={label}
          text={fields[name]}
          onText={(text) => change(name, text)}
          testId={`right-${name}`}
          hint={hint}
        />
      ))}
    </>
  );
}

/** A right with its limits, to be given to a user besides the roles. */
export function RightForm({ onGrant }: { onGrant: (what: Grant) => Promise<boolean> }) {
  const [fields, setFields] = useState(NO_LIMITS);
  const change = (name: keyof RightFields, text: string): void =>
    setFields({ ...fields, [name]: text });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await onGrant({ right: rightOf(fields) })) setFields(NO_LIMITS);
  };
  return (
    <form className="row-form" aria-label="Give a right" onSubmit={(event) => void submit(event)}>
      <Choice
        label="Right to"
        value={fields.action}
        options={Object.keys(ACTIONS)}
        onChoice={(text) => change("action", text)}
        testId="right-action"
        meaning={(option) => ACTIONS[option as Action]}
      />
      <Limits fields={fields} change={change} />
      <button type="submit" data-testid="right-give">
        Give
      </button>
    </form>
  );
}
