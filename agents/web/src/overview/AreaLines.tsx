import { memo } from "react";

import type { Area } from "../core/plant";
import { PipeLayer } from "../diagram/PipeLayer";
import { isUtility, type AreaLink } from "./areaLinks";
import type { AreaLine } from "./layers";

const THIN = { process: 2.5, utility: 1.25 };

/** Which streams run there, and what they carry. */
function titleOf({ source, target, streams }: AreaLink, areas: readonly Area[]): string {
  const name = (id: string): string => areas.find((area) => area.id === id)?.title ?? id;
  const told = streams.map(({ id, description }) => `${id} ${description}`);
  return `${name(source)} to ${name(target)}: ${told.join("; ")}`;
}

function Line({ line: { link, points }, title }: { line: AreaLine; title: string }) {
  const path = points.map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x} ${y}`).join("");
  const kind = isUtility(link) ? "utility" : "process";
  const strokeWidth = THIN[kind] * (1 + (link.streams.length - 1) / 2);
  return (
    <g role="img" className={`pipe area-line ${kind}`} data-testid={`line-${link.id}`}>
      <title>{title}</title>
      <path className="pipe-halo" d={path} />
      <path className="pipe-line" d={path} style={{ strokeWidth }} markerEnd="url(#arrow-gas)" />
    </g>
  );
}

interface AreaLinesProps {
  lines: readonly AreaLine[];
  areas: readonly Area[];
}

/** One line a pair and direction of areas, as thick as streams are many. */
export const AreaLines = memo(function AreaLines({ lines, areas }: AreaLinesProps) {
  return (
    <PipeLayer>
      {lines.map((line) => (
        <Line key={line.link.id} line={line} title={titleOf(line.link, areas)} />
      ))}
    </PipeLayer>
  );
});
