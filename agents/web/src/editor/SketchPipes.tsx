import type { DifferenceKind } from "../core/editing/differences";
import type { DiagramEdge } from "../diagram/graph";
import { PipeLayer } from "../diagram/PipeLayer";
import { SketchLine, type OnPipe } from "./SketchPipe";

interface SketchPipesProps {
  edges: readonly DiagramEdge[];
  onPipe: OnPipe;
  /** Where two revisions are compared: what became of a pipe, and which is looked at. */
  kinds?: ReadonlyMap<string, DifferenceKind>;
  current?: string;
}

/** Pipes and leaders of a sketch, which can be chosen or compared. */
export function SketchPipes({ edges, onPipe, kinds, current }: SketchPipesProps) {
  return (
    <PipeLayer aria-hidden="true">
      {edges.map((edge) => (
        <SketchLine
          key={edge.id}
          edge={edge}
          onPipe={onPipe}
          kind={kinds?.get(edge.id)}
          isCurrent={edge.id === current}
        />
      ))}
    </PipeLayer>
  );
}
