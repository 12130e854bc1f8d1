import type { ExchangeError } from "../core/exchangeError";
import { addressOfDrawn } from "../core/scene/address";
import type { Saving } from "./useAutosave";

const WORDS: Record<Saving, string> = {
  saved: "saved",
  changed: "changed …",
  saving: "checking and saving …",
  conflict: "not saved",
  failed: "not saved, trying again",
};

interface SavingStateProps {
  diagram: string;
  state: Saving;
  revision: number;
  refusal: ExchangeError | null;
  onOverwrite: () => void;
  onReload: () => void;
}

/** Whether what is seen is kept, and what to do if somebody else was faster. */
export function SavingState(props: SavingStateProps) {
  const { diagram, state, revision, refusal, onOverwrite, onReload } = props;
  return (
    <span className="saving" role="status" data-testid="saving" data-state={state}>
      {WORDS[state]}, revision {revision}
      {revision > 0 && (
        // Its opener has the log-in, which belongs to a tab; what is drawn goes on in this one.
        <a
          href={addressOfDrawn("", diagram)}
          target="_blank"
          rel="opener"
          title="The drawing in three dimensions, beside; it follows what is drawn"
          data-testid="drawn-in-3d"
        >
          3D ↗
        </a>
      )}
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
