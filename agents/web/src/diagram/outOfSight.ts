import type { DiagramEdge } from "./graph";

const MARK = "mark:";

/** Name of the element that a node stands for. */
export const nameOf = (id: string): string => (id.startsWith(MARK) ? id.slice(MARK.length) : id);

/** A pipe is hidden with its layer; a leader with its own, with its mark, or with what that belongs to. */
export function isOutOfSight(
  { id, source, data }: DiagramEdge,
  isHidden: (name: string) => boolean,
): boolean {
  if (data === undefined || !("at" in data)) return isHidden(id);
  return isHidden(id) || isHidden(nameOf(source)) || isHidden(data.at);
}
