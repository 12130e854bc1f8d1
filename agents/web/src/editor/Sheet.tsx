import { ReactFlowProvider } from "@xyflow/react";
import type { DiagramCalls, SavedDiagram } from "../core/diagramCalls";
import type { Kinds } from "../core/editing/kind";
import { sketchOf } from "../core/editing/sketch";
import { useAttempt } from "../live/useAttempt";
import { Canvas } from "./Canvas";
import { EditorContext, EditorPartContext, useEditorParts } from "./editorContext";
import { Files } from "./Files";
import { Findings } from "./Findings";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { Revisions } from "./Revisions";
import { SavingState } from "./SavingState";
import { Toolbar } from "./Toolbar";
import { useSheet } from "./useSheet";
import { useTools } from "./useTools";

interface SheetProps {
  calls: DiagramCalls;
  kinds: Kinds;
  opened: SavedDiagram;
  onReload: () => void;
}

/** One open diagram: palette, drawing, and what is chosen. */
export function Sheet({ calls, kinds, opened, onReload }: SheetProps) {
  const { refusal, attempt } = useAttempt();
  const { editor, steps, saving } = useSheet(calls, kinds, opened);
  const { sketch, selected, edit } = editor;
  const tools = useTools(editor, steps, attempt);
  const restore = async (revision: number): Promise<void> => {
    const { diagram, description, layout } = await calls.open(sketch.area, revision);
    edit(`took up revision ${revision}`, sketchOf(diagram, description, layout));
  };
  const [only] = selected.size === 1 ? selected : [];
  const parts = useEditorParts(editor);
  return (
    <EditorContext.Provider value={editor}>
      <EditorPartContext.Provider value={parts}>
        <ReactFlowProvider>
          <Toolbar tools={tools}>
            <Files calls={calls} revision={saving.revision} attempt={attempt} />
            <SavingState
              {...saving}
              refusal={refusal ?? saving.refusal}
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
                  attempt={attempt}
                  onRestore={(number) => void attempt(() => restore(number))}
                />
              </details>
            </aside>
          </div>
        </ReactFlowProvider>
      </EditorPartContext.Provider>
    </EditorContext.Provider>
  );
}
