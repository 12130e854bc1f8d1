import {
  Background,
  Controls,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Connection,
  type Node,
  type NodeTypes,
} from "@xyflow/react";
import { useCallback, useState } from "react";

import { addEquipment, addNote, connect, GRID, moved } from "../core/editing/edits";
import { useIsFar } from "../diagram/distance";
import { FIT } from "../diagram/FitOnResize";
import type { DiagramNode } from "../diagram/graph";
import { nameOf } from "../diagram/outOfSight";
import { NoteNode } from "../diagram/NoteNode";
import { ArrowHeads } from "../diagram/Pipe";
import { EditableNode } from "./EditableNode";
import { useEditor, useEditorNow, type Editor } from "./editorContext";
import { HiddenMark } from "./LayerPanel";
import { DRAGGED_KIND, TEXT } from "./Palette";
import { SketchMark } from "./SketchMark";
import { SketchPipes } from "./SketchPipes";
import { placesOf, useNodes } from "./useNodes";

const NODES: NodeTypes = {
  equipment: EditableNode,
  mark: SketchMark,
  controller: SketchMark,
  note: NoteNode,
};

function piped({ sketch, add }: Editor, connection: Connection): void {
  const from = `${connection.source}.${connection.sourceHandle}`;
  const to = `${connection.target}.${connection.targetHandle}`;
  add(connect(sketch, from, to), `piped ${from} to ${to}`);
}

/** The drawing: equipment is dropped, moved and connected here. */
export function Canvas() {
  const editor = useEditor();
  const { sketch, edit, select } = editor;
  const flow = useReactFlow();
  const { nodes, edges, onNodesChange } = useNodes(editor);
  const isFar = useIsFar();
  // An empty sheet would be fitted to the first thing that is put on it.
  const [isDrawn] = useState(nodes.length > 0);

  const now = useEditorNow();
  const onPipe = useCallback(
    (name: string, event: React.MouseEvent) => now().select(chosen(now().selected, name, event)),
    [now],
  );
  const drop = useDrop(editor);
  const letGo = (_event: unknown, dragged: readonly DiagramNode[]): void => {
    const places = placesOf(dragged);
    edit(`moved ${[...places.keys()].join(", ")}`, moved(sketch, places));
  };
  return (
    <div
      className={`diagram sketch ${isFar ? "far" : ""} ${editor.layers.hidden.has("names") ? "without-names" : ""}`}
      data-testid="sketch"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <ArrowHeads />
      <ReactFlow
        nodes={nodes}
        nodeTypes={NODES}
        onNodesChange={onNodesChange}
        onNodeClick={(event, node) => select(chosen(editor.selected, nameOf(node.id), event))}
        onPaneClick={() => select([])}
        onSelectionEnd={() => select(chosenNames(flow.getNodes()))}
        onNodeDragStop={(event, _node, dragged) => letGo(event, dragged)}
        onSelectionDragStop={letGo}
        onConnect={(connection) => piped(editor, connection)}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        disableKeyboardA11y
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.1}
        maxZoom={4}
        connectionRadius={18}
        fitView={isDrawn}
        fitViewOptions={FIT}
        zoomOnDoubleClick={false}
      >
        <SketchPipes edges={edges} onPipe={onPipe} />
        <Background gap={GRID * 2} size={1} />
        <HiddenMark />
        <Controls orientation="horizontal" showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

/** Puts what is dragged from the palette where it is let go. */
function useDrop({ sketch, kinds, add }: Editor): (event: React.DragEvent) => void {
  const flow = useReactFlow();
  return (event) => {
    const dragged = event.dataTransfer.getData(DRAGGED_KIND);
    const kind = kinds.get(dragged);
    if (kind === undefined && dragged !== TEXT) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    add(kind === undefined ? addNote(sketch, at) : addEquipment(sketch, kind, at));
  };
}

/** What is chosen after a click: one more or less with Shift or Ctrl, else this one. */
function chosen(selected: ReadonlySet<string>, name: string, event: React.MouseEvent): Set<string> {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return new Set([name]);
  const names = new Set(selected);
  if (!names.delete(name)) names.add(name);
  return names;
}

function chosenNames(nodes: readonly Node[]): string[] {
  return nodes.filter((node) => node.selected).map((node) => nameOf(node.id));
}
