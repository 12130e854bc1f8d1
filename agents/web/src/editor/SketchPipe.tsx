import { memo, type MouseEvent } from "react";

import type { DiagramEdge, PipeEdge } from "../diagram/graph";
import { Leader, Pipe } from "../diagram/Pipe";
import { useEditorPart } from "./editorContext";

const HIT = 14;

export type OnPipe = (name: string, event: MouseEvent) => void;

/** A pipe that can be chosen; a wide unseen line takes the click. */
function SketchPipe({ pipe: { id, data }, onPipe }: { pipe: PipeEdge; onPipe: OnPipe }) {
  const isSelected = useEditorPart(({ selected }) => selected.has(id));
  const isWrong = useEditorPart(({ problems }) => problems.has(id));
  const state = isSelected ? "selected" : isWrong ? "wrong" : "";
  const points = data?.points ?? [];
  return (
    <g className={`sketch-pipe ${state}`}>
      <Pipe id={id} {...(data && { data })} />
      <polyline
        className="sketch-hit"
        points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
        strokeWidth={HIT}
        data-testid={`sketch-${id}`}
        onClick={(event) => onPipe(id, event)}
      />
    </g>
  );
}

/** A pipe or a leader; drawn again only if it is another one. */
export const SketchLine = memo(function SketchLine({
  edge,
  onPipe,
}: {
  edge: DiagramEdge;
  onPipe: OnPipe;
}) {
  if (edge.type === "pipe") return <SketchPipe pipe={edge as PipeEdge} onPipe={onPipe} />;
  return <Leader {...(edge.data && { data: edge.data })} />;
});
