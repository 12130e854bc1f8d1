import { Background, Controls, ReactFlow, type Node, type NodeTypes } from "@xyflow/react";
import { useMemo } from "react";

import { formerPlaces, SIGNS, type DifferenceKind } from "../core/editing/differences";
import { drawingOfSketch } from "../core/editing/sketch";
import type { Box } from "../core/plant";
import { nameOf } from "../diagram/outOfSight";
import { FIT } from "../diagram/FitOnResize";
import { graphOf } from "../diagram/graph";
import { NoteNode } from "../diagram/NoteNode";
import { ArrowHeads } from "../diagram/Pipe";
import { EditableNode } from "./EditableNode";
import { SketchMark } from "./SketchMark";
import { SketchPipes } from "./SketchPipes";
import type { Comparison } from "./useComparison";

function FormerPlace({ data: { label } }: { data: { label: string } }) {
  return <div className="former-place">{label}</div>;
}

const NODES: NodeTypes = {
  equipment: EditableNode,
  mark: SketchMark,
  controller: SketchMark,
  note: NoteNode,
  former: FormerPlace,
};
const FIXED = { draggable: false, selectable: false, connectable: false, focusable: false };

function formerNode([name, { x, y, width, height }]: [string, Box]): Node {
  const data = { label: `${name} was here` };
  return {
    id: `former:${name}`,
    type: "former",
    position: { x, y },
    width,
    height,
    data,
    ...FIXED,
  };
}

/** Two revisions in one drawing: what differs is marked by a sign, by form and by colour. */
export function ComparedCanvas({ comparison }: { comparison: Comparison }) {
  const { both, old, differences, place, go } = comparison;
  const graph = useMemo(() => graphOf(drawingOfSketch(both)), [both]);
  const kinds = useMemo(
    () => new Map<string, DifferenceKind>(differences.map(({ name, kind }) => [name, kind])),
    [differences],
  );
  const current = differences[place]?.name ?? "";
  const nodes = useMemo(() => {
    const marked = graph.nodes.map((node): Node => {
      const kind = kinds.get(nameOf(node.id));
      const isCurrent = nameOf(node.id) === current;
      const className = kind ? `diff diff-${kind} ${isCurrent ? "diff-current" : ""}` : "";
      const ariaLabel = kind ? `${nameOf(node.id)} ${kind} ${SIGNS[kind]}` : nameOf(node.id);
      return { ...node, ...FIXED, className, ariaLabel, zIndex: kind ? 10 : 0 };
    });
    return [...[...formerPlaces(old, differences)].map(formerNode), ...marked];
  }, [graph, kinds, current, old, differences]);
  const goTo = (name: string): void => {
    const found = differences.findIndex((one) => one.name === name);
    if (found >= 0) go(found);
  };
  return (
    <div className="diagram sketch compared" data-testid="compared">
      <ArrowHeads />
      <ReactFlow
        nodes={nodes}
        nodeTypes={NODES}
        onNodeClick={(_, node) => goTo(nameOf(node.id))}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        minZoom={0.1}
        maxZoom={4}
        fitView
        fitViewOptions={FIT}
        zoomOnDoubleClick={false}
      >
        <SketchPipes edges={graph.edges} onPipe={goTo} kinds={kinds} current={current} />
        <Background gap={20} size={1} />
        <Controls orientation="horizontal" showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
