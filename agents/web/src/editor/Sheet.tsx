import { ReactFlowProvider } from "@xyflow/react";
import type { Checked, DiagramCalls, SavedDiagram } from "../core/diagramCalls";
import type { Compared } from "../core/editing/address";
import type { Kinds } from "../core/editing/kind";
import { sketchOf } from "../core/editing/sketch";
import { useAttempt } from "../live/useAttempt";
import { AreaFields } from "./AreaFields";
import { Canvas } from "./Canvas";
import { ComparedCanvas } from "./ComparedCanvas";
import { ComparisonPanel } from "./ComparisonPanel";
import { EditorContext, EditorPartContext, useEditor, useEditorParts } from "./editorContext";
import { Files } from "./Files";
import { Findings } from "./Findings";
import { LayerField } from "./LayerField";
import { LayerPanel } from "./LayerPanel";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { Revisions, useRevisions } from "./Revisions";
import { SavingState } from "./SavingState";
import { Toolbar } from "./Toolbar";
import { useComparison } from "./useComparison";
import { useSheet } from "./useSheet";
import { useTools } from "./useTools";

/** What is chosen, the layers, and what was found. */
function Chosen({ checked }: { checked: Checked | null }) {
  const { selected } = useEditor();
  const [only] = selected.size === 1 ? selected : [];
  return (
    <>
      {selected.size === 0 && <AreaFields />}
      {only !== undefined && <Properties name={only} />}
      {selected.size > 1 && <p>{selected.size} elements are chosen.</p>}
      {selected.size > 0 && <LayerField names={[...selected]} />}
      <LayerPanel />
      <Findings checked={checked} />
    </>
  );
}

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
  const { sketch, edit } = editor;
  const tools = useTools(editor, steps, attempt);
  const restore = async (revision: number): Promise<void> => {
    const { diagram, description, layout } = await calls.open(sketch.area, revision);
    edit(`took up revision ${revision}`, sketchOf(diagram, description, layout));
  };
  const parts = useEditorParts(editor);
  const revisions = useRevisions(calls, sketch.area, saving.revision);
  const { comparison, compare } = useComparison(calls, sketch, attempt);
  const begin = (compared: Compared): void => {
    editor.select([]);
    compare(compared);
  };
  return (
    <EditorContext.Provider value={editor}>
      <EditorPartContext.Provider value={parts}>
        <ReactFlowProvider>
          <Toolbar tools={tools}>
            <Files calls={calls} revision={saving.revision} attempt={attempt} />
            <SavingState
              {...saving}
              diagram={sketch.area}
              refusal={refusal ?? saving.refusal}
              onOverwrite={saving.overwrite}
              onReload={onReload}
            />
          </Toolbar>
          <div className="sheet">
            <Palette />
            {comparison ? <ComparedCanvas comparison={comparison} /> : <Canvas />}
            <aside className="sheet-side">
              {comparison ? (
                <ComparisonPanel
                  comparison={comparison}
                  revisions={revisions}
                  onCompare={compare}
                />
              ) : (
                <Chosen checked={saving.checked} />
              )}
              <details>
                <summary>Revisions</summary>
                <Revisions
                  revisions={revisions}
                  onCompare={begin}
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
