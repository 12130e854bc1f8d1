import "@xyflow/react/dist/style.css";

import { ReactFlow, ReactFlowProvider, type EdgeTypes, type NodeTypes } from "@xyflow/react";
import { useContext, useMemo } from "react";

import type { Area } from "../core/plant";
import { EmergencyStrip } from "../emergency/EmergencyStrip";
import { useTwin } from "../live/twinContext";
import { ConnectorNode } from "./ConnectorNode";
import { ControllerNode } from "./ControllerNode";
import { EquipmentNode } from "./EquipmentNode";
import { extentOf } from "./extent";
import { FitOnResize } from "./FitOnResize";
import { graphOf } from "./graph";
import { MarkNode } from "./MarkNode";
import { ArrowHeads, Leader, Pipe } from "./Pipe";
import { SelectionContext } from "./selection";
import { ZoomTools } from "./ZoomTools";

const NODES: NodeTypes = {
  equipment: EquipmentNode,
  connector: ConnectorNode,
  mark: MarkNode,
  controller: ControllerNode,
};
const EDGES: EdgeTypes = { pipe: Pipe, leader: Leader };

/** The mnemonic diagram of one area, drawn from the plant's description and layout. */
export function Diagram({ area }: { area: Area }) {
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
          <EmergencyStrip area={area} />
          <span className="diagram-tools">
            {openEditor && (
              <button type="button" onClick={openEditor} data-testid="view-editor">
                Edit
              </button>
            )}
            <ZoomTools drawn={drawn} />
          </span>
        </header>
        <ArrowHeads />
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
        />
        <FitOnResize drawn={drawn} panelOpen={selection !== null} />
      </ReactFlowProvider>
    </section>
  );
}
