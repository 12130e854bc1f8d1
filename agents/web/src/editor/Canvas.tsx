import {
  Background,
  Controls,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Connection,
  type EdgeTypes,
  type NodeTypes,
} from "@xyflow/react";
import { addEquipment, connect, GRID, moved } from "../core/editing/edits";
import { likelyPhase } from "../core/editing/kind";
import { sectionOf, textOf } from "../core/editing/sketch";
import type { DiagramNode } from "../diagram/graph";
import { ArrowHeads, Leader } from "../diagram/Pipe";
import { EditableNode } from "./EditableNode";
import { useEditor, type Editor } from "./editorContext";
import { DRAGGED_KIND } from "./Palette";
import { SketchMark } from "./SketchMark";
import { SketchPipe } from "./SketchPipe";
import { nameOf, placesOf, useNodes } from "./useNodes";

const NODES: NodeTypes = { equipment: EditableNode, mark: SketchMark, controller: SketchMark };
const EDGES: EdgeTypes = { pipe: SketchPipe, leader: Leader };
function piped(editor: Editor, { source, target, sourceHandle, targetHandle }: Connection): void {
  const { sketch } = editor;
  const equipment = sectionOf(sketch, "equipment");
  const kinds = [source, target].map((name) => textOf(equipment[name], "kind"));
  const phase = likelyPhase([sourceHandle ?? "", targetHandle ?? ""], kinds);
  const [from, to] = [`${source}.${sourceHandle}`, `${target}.${targetHandle}`];
  const [next, name] = connect(sketch, from, to, phase);
  editor.edit(`piped ${from} to ${to}`, next);
  editor.select([name]);
}

/** The drawing: equipment is dropped, moved and connected here. */
export function Canvas() {
  const editor = useEditor();
  const { sketch, kinds, edit, select } = editor;
  const flow = useReactFlow();
  const { nodes, edges, onNodesChange } = useNodes(editor);

  const drop = (event: React.DragEvent): void => {
    const kind = kinds.get(event.dataTransfer.getData(DRAGGED_KIND));
    if (kind === undefined) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const [next, name] = addEquipment(sketch, kind, at);
    edit(`added ${name}`, next);
    select([name]);
  };
  const letGo = (dragged: readonly DiagramNode[]): void => {
    const places = placesOf(dragged);
    edit(`moved ${[...places.keys()].join(", ")}`, moved(sketch, places));
  };
  return (
    <div
      className="diagram sketch"
      data-testid="sketch"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <ArrowHeads />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        onNodesChange={onNodesChange}
        onNodeClick={(event, node) => select(chosen(editor, nameOf(node.id), event))}
        onEdgeClick={(event, edge) => select(chosen(editor, edge.id, event))}
        onPaneClick={() => select([])}
        onSelectionEnd={() =>
          select(flow.getNodes().flatMap((node) => (node.selected ? nameOf(node.id) : [])))
        }
        onNodeDragStop={(_event, _node, dragged) => letGo(dragged)}
        onSelectionDragStop={(_event, dragged) => letGo(dragged)}
        onConnect={(connection) => piped(editor, connection)}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        disableKeyboardA11y
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.1}
        maxZoom={4}
        connectionRadius={18}
        onlyRenderVisibleElements
        fitView
        zoomOnDoubleClick={false}
      >
        <Background gap={GRID * 2} size={1} />
        <Controls orientation="horizontal" showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

/** What is chosen after a click: one more or less with Shift or Ctrl, else this one. */
function chosen({ selected }: Editor, name: string, event: React.MouseEvent): Set<string> {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return new Set([name]);
  const names = new Set(selected);
  if (!names.delete(name)) names.add(name);
  return names;
}
