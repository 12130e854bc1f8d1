import { formatUnit } from "../core/format";
import type { Tag } from "../core/plant";

/** One axis of values, and whose it is. */
export interface ValueAxis {
  name: string;
  /** What stands beside it. */
  label: string;
  /** Places of its tags among all. */
  places: number[];
}

/** An axis for each unit, or for each tag. */
export function axesOf(tags: readonly Tag[], isEach: boolean): ValueAxis[] {
  const axes = new Map<string, ValueAxis>();
  tags.forEach(({ name, unit }, place) => {
    const key = isEach ? name : unit;
    const known = axes.get(key);
    if (known === undefined) axes.set(key, { name: `of ${key}`, label: "", places: [place] });
    else known.places.push(place);
  });
  return [...axes.values()].map((axis) => ({ ...axis, label: labelOf(axis, tags) }));
}

function labelOf({ places }: ValueAxis, tags: readonly Tag[]): string {
  const names = places.map((place) => tags[place]?.name ?? "").join(", ");
  return `${names} [${formatUnit(tags[places[0] ?? 0]?.unit ?? "")}]`;
}
