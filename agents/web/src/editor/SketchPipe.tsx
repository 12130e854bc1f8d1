import type { EdgeProps } from "@xyflow/react";

import type { PipeEdge } from "../diagram/graph";
import { Pipe } from "../diagram/Pipe";
import { useEditor } from "./editorContext";

const HIT = 14;

/** A pipe that can be chosen; a wide unseen line takes the click. */
export function SketchPipe(props: EdgeProps<PipeEdge>) {
  const { selected, problems } = useEditor();
  const points = props.data?.points ?? [];
  const state = selected.has(props.id) ? "selected" : problems.has(props.id) ? "wrong" : "";
  return (
    <g className={`sketch-pipe ${state}`}>
      <Pipe {...props} />
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
        fill="none"
        stroke="transparent"
        strokeWidth={HIT}
        data-testid={`sketch-${props.id}`}
      />
    </g>
  );
}
