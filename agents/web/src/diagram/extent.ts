import type { Box, Point } from "../core/plant";
import type { DiagramNode, Graph } from "./graph";
import { labelBox } from "./label";
import { symbolOf } from "./symbols";

/** The box of a node on the drawing. */
export const boxOf = ({ position, width = 0, height = 0 }: DiagramNode): Box => ({
  ...position,
  width,
  height,
});

/** The least box around boxes and points; null around nothing. */
export function around(boxes: readonly Box[], points: readonly Point[]): Box | null {
  const corners = boxes.flatMap(({ x, y, width, height }) => [
    { x, y },
    { x: x + width, y: y + height },
  ]);
  const all = [...corners, ...points];
  if (all.length === 0) return null;
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function labelOf(node: DiagramNode): Box | undefined {
  if (node.type !== "equipment") return undefined;
  const { equipment, orientation } = node.data;
  return labelBox(boxOf(node), symbolOf(equipment.kind), orientation);
}

/** The ground that a drawing covers: nodes with their names, and pipes, which may run outside of them. */
export function extentOf({ nodes, edges }: Graph): Box {
  const labels = nodes.flatMap((node) => labelOf(node) ?? []);
  const points = edges.flatMap(({ data }) => data?.points ?? []);
  return around([...nodes.map(boxOf), ...labels], points) ?? { x: 0, y: 0, width: 1, height: 1 };
}
