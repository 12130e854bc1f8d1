import { useCallback, useMemo, useState } from "react";

import type { DiagramCalls, Problem, SavedDiagram } from "../core/diagramCalls";
import type { Kinds } from "../core/editing/kind";
import { sketchOf, streamsByPort, type Sketch } from "../core/editing/sketch";
import type { Editor } from "./editorContext";
import { useAutosave, type Autosave } from "./useAutosave";
import { useLayers } from "./useLayers";
import { useUndo, type Undoing } from "./useUndo";

interface SheetState {
  editor: Editor;
  steps: Omit<Undoing<Sketch>, "present" | "edit">;
  saving: Autosave;
}

function byElement(problems: readonly Problem[]): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems)
    found.set(problem.element, [...(found.get(problem.element) ?? []), problem]);
  return found;
}

/** What is drawn on one sheet, what is chosen of it, and whether it is saved. */
export function useSheet(calls: DiagramCalls, kinds: Kinds, opened: SavedDiagram): SheetState {
  const first = useMemo(
    () => sketchOf(opened.diagram, opened.description, opened.layout),
    [opened],
  );
  const { present: sketch, edit, ...steps } = useUndo(first);
  const layers = useLayers(sketch);
  const [wanted, setSelected] = useState<ReadonlySet<string>>(new Set());
  // What is hidden or locked is not chosen, whoever asks for it.
  const selected = useMemo(() => new Set([...wanted].filter(layers.isFree)), [wanted, layers]);
  const opening = useMemo(() => ({ sketch: first, revision: opened.revision }), [first, opened]);
  const saving = useAutosave(calls, sketch, opening, steps.last);
  const problems = useMemo(() => byElement(saving.checked?.problems ?? []), [saving.checked]);
  const select = useCallback((names: Iterable<string>) => setSelected(new Set(names)), []);
  const add: Editor["add"] = useCallback(
    ([grown, name], label = `added ${name}`) => {
      edit(label, grown);
      select([name]);
    },
    [edit, select],
  );
  const streams = useMemo(() => streamsByPort(sketch), [sketch]);
  const editor: Editor = useMemo(
    () => ({ sketch, kinds, selected, select, edit, add, streams, problems, layers }),
    [sketch, kinds, selected, select, edit, add, streams, problems, layers],
  );
  return { editor, steps, saving };
}
