import { ViewportPortal } from "@xyflow/react";

import type { DiagramEdge } from "../diagram/graph";
import { SketchLine, type OnPipe } from "./SketchPipe";

interface PipeLayerProps {
  edges: readonly DiagramEdge[];
  onPipe: OnPipe;
}

/** Pipes and leaders below the equipment, in one picture: React Flow's edges would each look at every move. */
export function PipeLayer({ edges, onPipe }: PipeLayerProps) {
  return (
    <ViewportPortal>
      <svg className="sketch-pipes" aria-hidden="true">
        {edges.map((edge) => (
          <SketchLine key={edge.id} edge={edge} onPipe={onPipe} />
        ))}
      </svg>
    </ViewportPortal>
  );
}
