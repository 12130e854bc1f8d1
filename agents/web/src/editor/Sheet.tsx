import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";

import type { DiagramCalls, Problem, SavedDiagram } from "../core/diagramCalls";
import type { Kinds } from "../core/editing/kind";
import { sketchOf } from "../core/editing/sketch";
import type { ExchangeError } from "../core/exchangeError";
import { Canvas } from "./Canvas";
import { EditorContext, type Editor } from "./editorContext";
import { Files } from "./Files";
import { Findings } from "./Findings";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { Revisions } from "./Revisions";
import { SavingState } from "./SavingState";
import { Toolbar } from "./Toolbar";
import { useAutosave } from "./useAutosave";
import { useTools } from "./useTools";
import { useUndo } from "./useUndo";

interface SheetProps {
  calls: DiagramCalls;
  kinds: Kinds;
  opened: SavedDiagram;
  onReload: () => void;
}

function byElement(problems: readonly Problem[]): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems)
    found.set(problem.element, [...(found.get(problem.element) ?? []), problem]);
  return found;
}

/** One open diagram: palette, drawing, and what is chosen. */
export function Sheet({ calls, kinds, opened, onReload }: SheetProps) {
  const first = useMemo(
    () => sketchOf(opened.diagram, opened.description, opened.layout),
    [opened],
  );
  const { present: sketch, last, next, edit, undo, redo } = useUndo(first);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [unread, setUnread] = useState<ExchangeError | null>(null);
  const opening = useMemo(() => ({ sketch: first, revision: opened.revision }), [first, opened]);
  const saving = useAutosave(calls, sketch, opening, last);
  const problems = useMemo(() => byElement(saving.checked?.problems ?? []), [saving.checked]);
  const select = useCallback((names: Iterable<string>) => setSelected(new Set(names)), []);
  const editor: Editor = useMemo(
    () => ({ sketch, kinds, selected, select, edit, problems }),
    [sketch, kinds, selected, select, edit, problems],
  );
  const tools = useTools(editor, { last, next, undo, redo });
  const restore = async (revision: number): Promise<void> => {
    const { diagram, description, layout } = await calls.open(sketch.area, revision);
    edit(`took up revision ${revision}`, sketchOf(diagram, description, layout));
  };
  const [only] = selected.size === 1 ? selected : [];
  return (
    <EditorContext.Provider value={editor}>
      <ReactFlowProvider>
        <Toolbar tools={tools}>
          <Files calls={calls} revision={saving.revision} onRefusal={setUnread} />
          <SavingState
            {...saving}
            refusal={unread ?? saving.refusal}
            onOverwrite={saving.overwrite}
            onReload={onReload}
          />
        </Toolbar>
        <div className="sheet">
          <Palette />
          <Canvas />
          <aside className="sheet-side">
            {only !== undefined && <Properties name={only} />}
            {selected.size > 1 && <p>{selected.size} elements are chosen.</p>}
            <Findings checked={saving.checked} />
            <details>
              <summary>Revisions</summary>
              <Revisions
                calls={calls}
                name={sketch.area}
                revision={saving.revision}
                onRestore={(number) => void restore(number)}
              />
            </details>
          </aside>
        </div>
      </ReactFlowProvider>
    </EditorContext.Provider>
  );
}
