import { ReactFlow, type Node, type ReactFlowProps } from "@xyflow/react";
import { useMemo } from "react";

const NONE: Node[] = [];

/** Of nodes that stand still React Flow need measure nothing, neither their size nor where pipes end. */
function measured(nodes: readonly Node[]): Node[] {
  return nodes.map(({ width = 0, height = 0, ...node }) => {
    const size = { width, height };
    return { ...node, ...size, measured: size, handles: [] };
  });
}

type Given = Pick<ReactFlowProps, "nodeTypes" | "viewport" | "onViewportChange" | "children">;

interface StillFlowProps extends Given {
  nodes: readonly Node[];
  /** Before it is, a drawing that is seen from far would be drawn as seen from near. */
  isPlaced: boolean;
}

/** What can be zoomed and moved as a whole, and in which nothing is moved, joined or selected. */
export function StillFlow({ nodes, isPlaced, ...given }: StillFlowProps) {
  const placed = useMemo(() => measured(nodes), [nodes]);
  return (
    <ReactFlow
      nodes={isPlaced ? placed : NONE}
      minZoom={0.2}
      maxZoom={4}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      zoomOnDoubleClick={false}
      {...given}
    />
  );
}
