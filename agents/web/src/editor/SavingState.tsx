import type { ExchangeError } from "../core/exchangeError";
import type { Saving } from "./useAutosave";

const WORDS: Record<Saving, string> = {
  saved: "saved",
  changed: "changed …",
  saving: "checking and saving …",
  conflict: "not saved",
  failed: "not saved, trying again",
};

interface SavingStateProps {
  state: Saving;
  revision: number;
  refusal: ExchangeError | null;
  onOverwrite: () => void;
  onReload: () => void;
}

/** Whether what is seen is kept, and what to do if somebody else was faster. */
export function SavingState({ state, revision, refusal, onOverwrite, onReload }: SavingStateProps) {
  return (
    <span className="saving" role="status" data-testid="saving" data-state={state}>
      {WORDS[state]}, revision {revision}
      {refusal && <span className="refusal"> {refusal.message}</span>}
      {state === "conflict" && (
        <>
          <button type="button" onClick={onReload}>
            Take theirs
          </button>
          <button type="button" onClick={onOverwrite}>
            Save mine on top
          </button>
        </>
      )}
    </span>
  );
}
