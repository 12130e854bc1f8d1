import "@xyflow/react/dist/style.css";

import {
  ReactFlow,
  ReactFlowProvider,
  type EdgeTypes,
  type NodeTypes,
  type Viewport,
} from "@xyflow/react";
import { useContext, useMemo } from "react";

import type { Area } from "../core/plant";
import { EmergencyStrip } from "../emergency/EmergencyStrip";
import { useTwin } from "../live/twinContext";
import { ConnectorNode } from "./ConnectorNode";
import { ControllerNode } from "./ControllerNode";
import { ByDistance } from "./distance";
import { EquipmentNode } from "./EquipmentNode";
import { extentOf } from "./extent";
import { FarBars } from "./FarBars";
import { FitOnResize } from "./FitOnResize";
import { graphOf } from "./graph";
import { MarkNode } from "./MarkNode";
import { NoteNode } from "./NoteNode";
import { ArrowHeads, Leader, Pipe } from "./Pipe";
import { SelectionContext } from "./selection";
import { ZoomTools } from "./ZoomTools";

const NODES: NodeTypes = {
  equipment: EquipmentNode,
  connector: ConnectorNode,
  mark: MarkNode,
  controller: ControllerNode,
  note: NoteNode,
};
const EDGES: EdgeTypes = { pipe: Pipe, leader: Leader };

/** A view that two drawings have together: who moves one moves both. */
export interface SharedView {
  viewport: Viewport;
  onViewportChange: (viewport: Viewport) => void;
}

interface DiagramProps {
  area: Area;
  /** Whose values they are, where that has to be told. */
  label?: React.ReactNode;
  /** What stands at the end of the line above the drawing. */
  tools?: React.ReactNode;
  shared?: SharedView;
  /** Whether it stands beside another one that is edited and zoomed for both. */
  isSecond?: boolean;
}

/** The mnemonic diagram of one area, drawn from the plant's description and layout. */
export function Diagram({ area, label, tools, shared, isSecond = false }: DiagramProps) {
  const { plant } = useTwin();
  const { selection, openEditor } = useContext(SelectionContext);
  const graph = graphOf(plant.drawing(area.id));
  const drawn = useMemo(() => extentOf(graph), [graph]);
  return (
    <section
      className="diagram"
      aria-label={`Mnemonic diagram: ${area.title}`}
      data-testid="diagram"
      data-area={area.id}
    >
      <ReactFlowProvider>
        <header className="diagram-head">
          <h2>{area.title}</h2>
          {label}
          <EmergencyStrip area={area} />
          <span className="diagram-tools">
            {tools}
            {openEditor && !isSecond && (
              <button type="button" onClick={openEditor} data-testid="view-editor">
                Edit
              </button>
            )}
            {!isSecond && <ZoomTools drawn={drawn} />}
          </span>
        </header>
        <ArrowHeads />
        <ByDistance>
          <ReactFlow
            nodes={graph.nodes}
            edges={graph.edges}
            nodeTypes={NODES}
            edgeTypes={EDGES}
            minZoom={0.2}
            maxZoom={4}
            nodesDraggable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            zoomOnDoubleClick={false}
            {...shared}
          >
            <FarBars nodes={graph.nodes} />
          </ReactFlow>
        </ByDistance>
        {!isSecond && <FitOnResize drawn={drawn} panelOpen={selection !== null} />}
      </ReactFlowProvider>
    </section>
  );
}
