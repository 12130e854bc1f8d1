import "@xyflow/react/dist/style.css";

import { ReactFlowProvider, type NodeTypes, type Viewport } from "@xyflow/react";
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
import { graphOf } from "./graph";
import { MarkNode } from "./MarkNode";
import { NoteNode } from "./NoteNode";
import { ArrowHeads } from "./Pipe";
import { Pipes } from "./PipeLayer";
import { SelectionContext } from "./selection";
import { StillFlow } from "./StillFlow";

const NODES: NodeTypes = {
  equipment: EquipmentNode,
  connector: ConnectorNode,
  mark: MarkNode,
  controller: ControllerNode,
  note: NoteNode,
};

const UNFITTED: Viewport = { x: 0, y: 0, zoom: 1 };

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
  const isPlaced = isSecond ? shared?.viewport !== null : isFitted;
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
          <StillFlow
            nodes={graph.nodes}
            nodeTypes={NODES}
            isPlaced={isPlaced}
            {...(shared && { ...shared, viewport: shared.viewport ?? UNFITTED })}
          >
            {isPlaced && <Pipes edges={graph.edges} />}
            <FarBars nodes={graph.nodes} />
          </StillFlow>
        </ByDistance>
        {!isSecond && <FitOnResize drawn={drawn} panelOpen={selection !== null} onFit={onFit} />}
      </ReactFlowProvider>
    </section>
  );
}
