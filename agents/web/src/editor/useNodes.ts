import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";

import type { Point } from "../core/plant";
import { drawingOfSketch } from "../core/editing/sketch";
import { graphOf, type DiagramNode, type Graph } from "../diagram/graph";
import { GraphMemory } from "../diagram/graphMemory";
import { isOutOfSight, nameOf } from "../diagram/outOfSight";
import type { Editor } from "./editorContext";

const SAME = ["data", "selected", "className", "width", "height"] as const;

/** A node as it is shown: the same object if nothing but its measuring was added to it. */
function shownAs(node: DiagramNode, shown: DiagramNode | undefined): DiagramNode {
  if (shown === undefined) return node;
  const { x, y } = shown.position;
  const isThere = x === node.position.x && y === node.position.y;
  if (isThere && SAME.every((key) => shown[key] === node[key])) return shown;
  return { ...node, ...(shown.measured && { measured: shown.measured }) } as DiagramNode;
}

interface Shown {
  nodes: DiagramNode[];
  edges: Graph["edges"];
  onNodesChange: (changes: NodeChange<DiagramNode>[]) => void;
}

/** Nodes as the sketch has them, with what is chosen; moved freely until they are let go. */
export function useNodes({ sketch, selected, layers }: Editor): Shown {
  const [memory] = useState(() => new GraphMemory());
  const graph = useMemo(() => graphOf(drawingOfSketch(sketch), memory), [sketch, memory]);
  const fresh = useMemo(
    () =>
      graph.nodes
        .filter(({ id }) => !layers.isHidden(nameOf(id)))
        .map((node) => {
          const isFree = layers.isFree(nameOf(node.id));
          const may = { draggable: isFree, selectable: isFree, connectable: isFree };
          const className = isFree ? "" : "locked";
          return { ...node, ...may, className, selected: selected.has(nameOf(node.id)) };
        }) as DiagramNode[],
    [graph, selected, layers],
  );
  const [nodes, setNodes] = useState(fresh);
  const [known, setKnown] = useState(fresh);
  if (known !== fresh) {
    setKnown(fresh);
    const shown = new Map(nodes.map((node) => [node.id, node]));
    setNodes(fresh.map((node) => shownAs(node, shown.get(node.id))));
  }
  const onNodesChange = useCallback((changes: NodeChange<DiagramNode>[]) => {
    const kept = changes.filter((change) => change.type !== "remove");
    setNodes((now) => applyNodeChanges(kept, now));
  }, []);
  const edges = useMemo(
    () => graph.edges.filter((edge) => !isOutOfSight(edge, layers.isHidden)),
    [graph, layers],
  );
  return { nodes, edges, onNodesChange };
}

/** Where nodes were let go, by the name of their elements; marks have their place by their middle. */
export function placesOf(nodes: readonly DiagramNode[]): Map<string, Point> {
  return new Map(
    nodes.map(({ id, position: { x, y }, width = 0, height = 0 }) => {
      const place = nameOf(id) !== id ? { x: x + width / 2, y: y + height / 2 } : { x, y };
      return [nameOf(id), place];
    }),
  );
}
