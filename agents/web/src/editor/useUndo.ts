import { useCallback, useState } from "react";

import { begin, done, redone, undone, type Undo } from "../core/editing/undo";

export interface Undoing<State> {
  present: State;
  /** What was done last, and what was undone last; null if nothing. */
  last: string | null;
  next: string | null;
  edit: (label: string, state: State) => void;
  undo: () => void;
  redo: () => void;
}

/** A state with its history. */
export function useUndo<State>(first: State): Undoing<State> {
  const [history, setHistory] = useState<Undo<State>>(() => begin(first));
  const edit = useCallback(
    (label: string, state: State) => setHistory((now) => done(now, label, state)),
    [],
  );
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  return {
    present: history.present,
    last: history.past.at(-1)?.label ?? null,
    next: history.future[0]?.label ?? null,
    edit,
    undo,
    redo,
  };
}
