import { useCallback } from "react";

import { copied, pasted, remove } from "../core/editing/edits";
import { placedIn, type Sketch } from "../core/editing/sketch";
import type { Editor } from "./editorContext";

const ASIDE = { x: 40, y: 40 };

let kept: Sketch | null = null;

interface Clipboard {
  copy: () => void;
  paste: () => void;
  cut: () => void;
  deleteChosen: () => void;
  chooseAll: () => void;
}

/** What can be done with what is chosen. A copy outlives the diagram that it was made of. */
export function useClipboard({ sketch, selected, edit, select }: Editor): Clipboard {
  const copy = useCallback(() => {
    kept = copied(sketch, selected);
  }, [sketch, selected]);
  const paste = useCallback(() => {
    if (kept === null) return;
    const [next, fresh] = pasted(sketch, kept, ASIDE);
    edit(`pasted ${[...fresh].join(", ")}`, next);
    select(fresh);
  }, [sketch, edit, select]);
  const deleteChosen = useCallback(() => {
    if (selected.size === 0) return;
    edit(`removed ${[...selected].join(", ")}`, remove(sketch, selected));
    select([]);
  }, [sketch, selected, edit, select]);
  const cut = useCallback(() => {
    copy();
    deleteChosen();
  }, [copy, deleteChosen]);
  const chooseAll = useCallback(() => select(placedIn(sketch)), [sketch, select]);
  return { copy, paste, cut, deleteChosen, chooseAll };
}
