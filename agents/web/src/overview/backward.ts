import type { AreaLink } from "./areaLinks";

/** Every area that what leaves `area` comes to in the end. */
function reachedFrom(area: string, links: readonly AreaLink[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [area];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { source, target } of links) {
      if (source !== at || reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  return reached;
}

/**
 * The links that bring something back: without them the flow has no circle.
 *
 * Where a circle begins the streams do not tell, so the order of the plant document does.
 */
export function backward(links: readonly AreaLink[], order: readonly string[]): Set<string> {
  const reached = new Map(order.map((area) => [area, reachedFrom(area, links)]));
  const back = links.filter(
    ({ source, target }) =>
      reached.get(target)?.has(source) && order.indexOf(target) < order.indexOf(source),
  );
  return new Set(back.map(({ id }) => id));
}
