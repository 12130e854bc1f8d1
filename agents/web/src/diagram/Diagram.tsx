import "@xyflow/react/dist/style.css";

import { ReactFlow, ReactFlowProvider, type NodeTypes, type Viewport } from "@xyflow/react";
import { useCallback, useContext, useMemo, useState } from "react";

import { useTwin } from "../live/twinContext";
import { ConnectorNode } from "./ConnectorNode";
import { ControllerNode } from "./ControllerNode";
import { DiagramHead, type DiagramHeadProps } from "./DiagramHead";
import { ByDistance } from "./distance";
import { EquipmentNode } from "./EquipmentNode";
import { extentOf } from "./extent";
import { FarBars } from "./FarBars";
import { FitOnResize } from "./FitOnResize";
import { graphOf, type DiagramNode, type Graph } from "./graph";
import { MarkNode } from "./MarkNode";
import { NoteNode } from "./NoteNode";
import { ArrowHeads } from "./Pipe";
import { Pipes } from "./PipeLayer";
import { SelectionContext } from "./selection";

const NODES: NodeTypes = {
  equipment: EquipmentNode,
  connector: ConnectorNode,
  mark: MarkNode,
  controller: ControllerNode,
  note: NoteNode,
};

const NONE: DiagramNode[] = [];
const UNFITTED: Viewport = { x: 0, y: 0, zoom: 1 };

/** Of nodes that stand still React Flow need measure nothing, neither their size nor where pipes end. */
function measured(nodes: readonly DiagramNode[]): DiagramNode[] {
  return nodes.map(({ width = 0, height = 0, ...node }) => {
    const size = { width, height };
    return { ...node, ...size, measured: size, handles: [] } as DiagramNode;
  });
}

/** A view that two drawings have together: who moves one moves both. */
export interface SharedView {
  /** Null until the first of them has fitted it to its room. */
  viewport: Viewport | null;
  onViewportChange: (viewport: Viewport) => void;
}

interface DiagramProps extends DiagramHeadProps {
  shared?: SharedView;
}

/** The mnemonic diagram of one area, drawn from the plant's description and layout. */
export function Diagram({ shared, ...head }: DiagramProps) {
  const { area, isSecond = false } = head;
  const { plant } = useTwin();
  const { selection } = useContext(SelectionContext);
  const graph = graphOf(plant.drawing(area.id));
  const drawn = useMemo(() => extentOf(graph), [graph]);
  const [isFitted, setFitted] = useState(false);
  const onFit = useCallback(() => setFitted(true), []);
  return (
    <section
      className="diagram"
      aria-label={`Mnemonic diagram: ${area.title}`}
      data-testid="diagram"
      data-area={area.id}
    >
      <ReactFlowProvider>
        <DiagramHead {...head} drawn={drawn} />
        <ArrowHeads />
        <ByDistance>
          <Sheet
            graph={graph}
            shared={shared}
            isPlaced={isSecond ? shared?.viewport !== null : isFitted}
          />
        </ByDistance>
        {!isSecond && <FitOnResize drawn={drawn} panelOpen={selection !== null} onFit={onFit} />}
      </ReactFlowProvider>
    </section>
  );
}

interface SheetProps {
  graph: Graph;
  shared: SharedView | undefined;
  /** Before it is, a drawing that is seen from far would be drawn as seen from near. */
  isPlaced: boolean;
}

function Sheet({ graph, shared, isPlaced }: SheetProps) {
  const nodes = useMemo(() => measured(graph.nodes), [graph]);
  return (
    <ReactFlow
      nodes={isPlaced ? nodes : NONE}
      nodeTypes={NODES}
      minZoom={0.2}
      maxZoom={4}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      zoomOnDoubleClick={false}
      {...(shared && { ...shared, viewport: shared.viewport ?? UNFITTED })}
    >
      {isPlaced && <Pipes edges={graph.edges} />}
      <FarBars nodes={graph.nodes} />
    </ReactFlow>
  );
}
