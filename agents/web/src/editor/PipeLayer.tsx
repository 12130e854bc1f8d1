import { ViewportPortal } from "@xyflow/react";

import type { DifferenceKind } from "../core/editing/differences";
import type { DiagramEdge } from "../diagram/graph";
import { SketchLine, type OnPipe } from "./SketchPipe";

interface PipeLayerProps {
  edges: readonly DiagramEdge[];
  onPipe: OnPipe;
  /** Where two revisions are compared: what became of a pipe, and which is looked at. */
  kinds?: ReadonlyMap<string, DifferenceKind>;
  current?: string;
}

/** Pipes and leaders below the equipment, in one picture: React Flow's edges would each look at every move. */
export function PipeLayer({ edges, onPipe, kinds, current }: PipeLayerProps) {
  return (
    <ViewportPortal>
      <svg className="sketch-pipes" aria-hidden="true">
        {edges.map((edge) => (
          <SketchLine
            key={edge.id}
            edge={edge}
            onPipe={onPipe}
            kind={kinds?.get(edge.id)}
            isCurrent={edge.id === current}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
