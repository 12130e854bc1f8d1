import type { ElkExtendedEdge } from "elkjs/lib/elk-api";

import type { Box, Point } from "../core/plant";
import type { AreaLink } from "./areaLinks";
import { backward } from "./backward";
import { TILE } from "./tileSize";

/** A link with its way over the map, from its source to its target. */
export interface AreaLine {
  link: AreaLink;
  points: Point[];
}

/** Where tiles stand, by area, and the lines between them. */
export interface Placed {
  boxes: Map<string, Box>;
  lines: AreaLine[];
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "12",
  "elk.spacing.edgeEdge": "9",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "9",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};

function pointsOf({ sections = [] }: ElkExtendedEdge): Point[] {
  return sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
}

/**
 * Places areas in layers along the flow, from the left to the right.
 *
 * @param lane room beside the tiles of a layer that lines between layers leave free
 */
export async function inLayers(
  areas: readonly string[],
  links: readonly AreaLink[],
  lane: number,
): Promise<Placed> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const back = backward(links, areas);
  const edges = links.map(({ id, source, target }) => {
    const [from, to] = back.has(id) ? [target, source] : [source, target];
    return { id, sources: [from], targets: [to] };
  });
  const children = areas.map((id) => ({ id, ...TILE }));
  const spacing = { "elk.layered.spacing.edgeNodeBetweenLayers": `${lane}` };
  const layoutOptions = { ...OPTIONS, ...spacing };
  const root = await new Elk().layout({ id: "root", layoutOptions, children, edges });
  const ways = new Map((root.edges ?? []).map((edge) => [edge.id, pointsOf(edge)]));
  return {
    boxes: new Map(
      (root.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y, ...TILE }] as const),
    ),
    lines: links.map((link) => {
      const points = ways.get(link.id) ?? [];
      return { link, points: back.has(link.id) ? points.reverse() : points };
    }),
  };
}
