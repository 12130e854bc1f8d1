import { useState, type FormEvent } from "react";

import { Refusal } from "../alarm/Refusal";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { TextField } from "../users/TextField";

/** Tag patterns of a line: `FIC-1*, LIC-120.*`; all where it is empty. */
function patternsIn(text: string): string[] {
  const patterns = text.split(/[\s,]+/).filter((pattern) => pattern !== "");
  return patterns.length > 0 ? patterns : ["*"];
}

/** Keeps modes, setpoints and outputs as they are now under a name. */
export function SaveSet({ onDone }: { onDone: (name: string) => void }) {
  const calls = useTwin().twin.exchange.sets;
  const [name, setName] = useState("");
  const [tags, setTags] = useState("");
  const [reason, setReason] = useState("");
  const { busy, refusal, attempt } = useAttempt();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await attempt(() => calls.save(name, patternsIn(tags), reason))) onDone(name);
  };
  return (
    <form className="row-form" onSubmit={(event) => void save(event)} aria-label="Save a set">
      <TextField label="Name" text={name} onText={setName} testId="set-name" hint="full-load" />
      <TextField
        label="Tags (all where empty)"
        text={tags}
        onText={setTags}
        testId="set-tags"
        hint="FIC-1*, LIC-120.*"
      />
      <TextField label="Reason" text={reason} onText={setReason} testId="set-reason" />
      <button
        type="submit"
        className="primary"
        disabled={busy || name === ""}
        data-testid="set-save"
      >
        Save
      </button>
      <Refusal refusal={refusal} />
    </form>
  );
}
