import { useCallback, useEffect, useRef, useState } from "react";

import type { Checked, DiagramCalls } from "../core/diagramCalls";
import type { Sketch } from "../core/editing/sketch";
import { ExchangeError } from "../core/exchangeError";

const IDLE_MS = 1500;
const RETRY_MS = 5000;

export type Saving = "saved" | "changed" | "saving" | "conflict" | "failed";

export interface Autosave {
  state: Saving;
  revision: number;
  /** What the last check found; null before the first. */
  checked: Checked | null;
  /** Why it was not saved; null if it was. */
  refusal: ExchangeError | null;
  /** After a conflict: save on top of what somebody else has saved. */
  overwrite: () => void;
}

interface Saved {
  sketch: Sketch;
  revision: number;
}

/** Saves a revision as soon as nothing was changed for a moment; `label` says what was done last. */
export function useAutosave(
  calls: DiagramCalls,
  sketch: Sketch,
  opened: Saved,
  label: string | null,
): Autosave {
  const [saved, setSaved] = useState<Saved>(opened);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [refusal, setRefusal] = useState<ExchangeError | null>(null);
  const [busy, setBusy] = useState(false);
  const notes = useRef<string[]>([]);
  const isSaved = saved.sketch === sketch;

  useEffect(() => {
    if (label !== null && notes.current.at(-1) !== label) notes.current.push(label);
  }, [label, sketch]);

  const save = useCallback(async () => {
    setBusy(true);
    const note = notes.current.splice(0).join("; ").slice(0, 500);
    try {
      const answer = await calls.save(sketch, saved.revision, note);
      setSaved({ sketch, revision: answer.revision });
      setChecked(answer);
      setRefusal(null);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      notes.current.unshift(note);
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  }, [calls, sketch, saved.revision]);

  const conflict = refusal?.status === 409;
  useEffect(() => {
    if (isSaved || busy || conflict) return;
    const timer = setTimeout(() => void save(), refusal === null ? IDLE_MS : RETRY_MS);
    return () => clearTimeout(timer);
  }, [isSaved, busy, conflict, refusal, save]);

  const overwrite = useCallback(() => {
    const onTop = ({ revision }: { revision: number }): void => {
      setSaved((last) => ({ ...last, revision }));
      setRefusal(null);
    };
    // If it fails, the conflict stays in sight, and it can be tried again.
    void calls.open(sketch.area).then(onTop, () => undefined);
  }, [calls, sketch.area]);

  return {
    state: stateOf({ isSaved, busy, conflict, failed: refusal !== null }),
    revision: saved.revision,
    checked,
    refusal: isSaved ? null : refusal,
    overwrite,
  };
}

interface Facts {
  isSaved: boolean;
  busy: boolean;
  conflict: boolean;
  failed: boolean;
}

function stateOf({ isSaved, busy, conflict, failed }: Facts): Saving {
  if (isSaved) return "saved";
  if (busy) return "saving";
  if (conflict) return "conflict";
  return failed ? "failed" : "changed";
}
