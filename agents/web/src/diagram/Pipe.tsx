import type { EdgeProps } from "@xyflow/react";
import { useContext } from "react";

import type { Point } from "../core/plant";
import { useEmergencyAt } from "../emergency/emergencyContext";
import type { PipeEdge } from "./graph";
import { PipeEmergency } from "./PipeEmergency";
import { SelectionContext } from "./selection";

const path = (points: readonly Point[]): string =>
  points.map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x} ${y}`).join("");

/** A stream: its phase decides weight and dash; a halo parts it from pipes it crosses. */
export function Pipe({ id, data }: Pick<EdgeProps<PipeEdge>, "id" | "data">) {
  const { selection } = useContext(SelectionContext);
  const emergency = useEmergencyAt(id);
  if (data === undefined) return null;
  const line = path(data.points);
  const selected = selection?.kind === "stream" && selection.id === id ? "selected" : "";
  return (
    <g role="img" className={`pipe phase-${data.phase} ${selected}`} data-testid={`stream-${id}`}>
      <title>{`${id}: ${emergency?.told ?? data.phase.replace("_", " ")}`}</title>
      <path className="pipe-halo" d={line} />
      <path className="pipe-line" d={line} markerEnd={`url(#arrow-${data.phase})`} />
      {emergency && <PipeEmergency emergency={emergency} points={data.points} />}
    </g>
  );
}

/** The thin line between a mark and what it measures. */
export function Leader({ data }: { data?: { points: Point[] } | undefined }) {
  return data === undefined ? null : <path className="leader" d={path(data.points)} />;
}

/** Arrow heads of the pipes; drawn once for the whole diagram. */
export function ArrowHeads() {
  return (
    <svg className="arrow-heads" aria-hidden="true">
      <defs>
        {["gas", "liquid", "two_phase", "steam", "water"].map((phase) => (
          <marker
            key={phase}
            id={`arrow-${phase}`}
            className={`arrow phase-${phase}`}
            viewBox="0 0 10 8"
            refX="9.5"
            refY="4"
            markerWidth="11"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L10 4L0 8z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
