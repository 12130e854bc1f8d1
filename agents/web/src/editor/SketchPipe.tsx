import { memo, type MouseEvent } from "react";

import { SIGNS, type DifferenceKind } from "../core/editing/differences";
import type { Point } from "../core/plant";
import type { DiagramEdge } from "../diagram/graph";
import { middleOfPipe } from "../diagram/markWishes";
import { Leader, Pipe } from "../diagram/Pipe";
import { useEditorPart } from "./editorContext";

const HIT = 14;

export type OnPipe = (name: string, event: MouseEvent) => void;

interface LineProps {
  edge: DiagramEdge;
  onPipe: OnPipe;
  kind: DifferenceKind | undefined;
  isCurrent: boolean;
}

/** What became of a pipe, in the middle of it. */
function Sign({ points, kind }: { points: readonly Point[]; kind: DifferenceKind }) {
  const { x, y } = middleOfPipe(points) ?? { x: 0, y: 0 };
  return (
    <g className="diff-sign" transform={`translate(${x} ${y})`}>
      <circle r="11" />
      <text y="6">{SIGNS[kind]}</text>
    </g>
  );
}

/** A pipe that can be chosen; a wide unseen line takes the click. */
function SketchPipe({ edge: { id, data }, onPipe, kind, isCurrent }: LineProps) {
  const isSelected = useEditorPart(({ selected }) => selected.has(id));
  const isWrong = useEditorPart(({ problems }) => problems.has(id));
  if (data === undefined || !("phase" in data)) return null;
  const state = isSelected ? "selected" : isWrong ? "wrong" : "";
  const difference = kind ? `diff-${kind} ${isCurrent ? "diff-current" : ""}` : "";
  return (
    <g className={`sketch-pipe ${state} ${difference}`}>
      <Pipe id={id} data={data} />
      <polyline
        className="sketch-hit"
        points={data.points.map(({ x, y }) => `${x},${y}`).join(" ")}
        strokeWidth={HIT}
        data-testid={`sketch-${id}`}
        onClick={(event) => onPipe(id, event)}
      />
      {kind && <Sign points={data.points} kind={kind} />}
    </g>
  );
}

/** A pipe or a leader; drawn again only if it is another one. */
export const SketchLine = memo(function SketchLine(line: LineProps) {
  if (line.edge.type === "pipe") return <SketchPipe {...line} />;
  return <Leader data={line.edge.data} />;
});
