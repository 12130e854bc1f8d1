import { useCallback, useState } from "react";

import { copied, pasted, remove } from "../core/editing/edits";
import { sectionOf, type Sketch } from "../core/editing/sketch";
import type { Editor } from "./editorContext";

const ASIDE = { x: 40, y: 40 };

interface Clipboard {
  copy: () => void;
  paste: () => void;
  cut: () => void;
  deleteChosen: () => void;
  chooseAll: () => void;
}

/** What can be done with what is chosen. A copy outlives the diagram that it was made of. */
export function useClipboard({ sketch, selected, edit, select }: Editor): Clipboard {
  const [clip, setClip] = useState<Sketch | null>(kept);
  const copy = useCallback(() => {
    kept = copied(sketch, selected);
    setClip(kept);
  }, [sketch, selected]);
  const paste = useCallback(() => {
    if (clip === null) return;
    const [next, fresh] = pasted(sketch, clip, ASIDE);
    edit(`pasted ${[...fresh].join(", ")}`, next);
    select(fresh);
  }, [clip, sketch, edit, select]);
  const deleteChosen = useCallback(() => {
    if (selected.size === 0) return;
    edit(`removed ${[...selected].join(", ")}`, remove(sketch, selected));
    select([]);
  }, [sketch, selected, edit, select]);
  const cut = useCallback(() => {
    copy();
    deleteChosen();
  }, [copy, deleteChosen]);
  const chooseAll = useCallback(
    () => select(Object.keys(sectionOf(sketch, "equipment"))),
    [sketch, select],
  );
  return { copy, paste, cut, deleteChosen, chooseAll };
}

let kept: Sketch | null = null;
