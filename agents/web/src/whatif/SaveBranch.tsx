import { useState, type FormEvent } from "react";

import { Refusal } from "../alarm/Refusal";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { TextField } from "../users/TextField";

const TAKEN = 409;

/** Keeps an answer under a name; one that is taken is replaced only on demand. */
export function SaveBranch({ number, onKept }: { number: string; onKept: (name: string) => void }) {
  const calls = useTwin().twin.exchange.whatIfs;
  const [name, setName] = useState("");
  const { busy, refusal, attempt } = useAttempt();
  const keep = async (replace: boolean): Promise<void> => {
    if (await attempt(() => calls.keep(name, number, replace))) onKept(name);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void keep(false);
  };
  return (
    <form className="row-form" onSubmit={submit} aria-label="Keep as a branch">
      <TextField
        label="Keep as a branch named"
        text={name}
        onText={setName}
        testId="whatif-name"
        hint="less-gas"
      />
      <button type="submit" disabled={busy || name === ""} data-testid="whatif-keep">
        Keep
      </button>
      {refusal?.status === TAKEN && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void keep(true)}
          data-testid="whatif-replace"
        >
          Replace {name}
        </button>
      )}
      <Refusal refusal={refusal} />
    </form>
  );
}
