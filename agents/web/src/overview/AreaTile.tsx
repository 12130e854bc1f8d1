import type { Node, NodeProps } from "@xyflow/react";
import { useContext } from "react";

import { PRIORITIES } from "../core/alarmEvent";
import type { Area, Tag } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { ValueMark } from "../mark/ValueMark";
import { TileState } from "./TileState";
import { useIntoSight } from "./useIntoSight";
import { useSight, type Sight } from "./useSight";
import { sightWords } from "./words";

export type AreaNode = Node<{ area: Area; keys: readonly Tag[] }, "area">;

/** How loud a tile is: as its most urgent alarm, and as urgent as can be where something tripped. */
function loudness({ alarms, tripped }: Sight): string {
  if (tripped > 0) return "high";
  return PRIORITIES.find((priority) => alarms[priority] > 0) ?? "calm";
}

function KeyValue({ tag }: { tag: Tag }) {
  const { selection, selectTag } = useContext(SelectionContext);
  const selected = selection?.kind === "tag" && selection.id === tag.name;
  return (
    <li>
      <ValueMark tag={tag} selected={selected} onSelect={selectTag} />
    </li>
  );
}

/** An area: what is abnormal in it, its key values, and the way to its drawing. */
export function AreaTile({ data: { area, keys }, ...place }: NodeProps<AreaNode>) {
  const { openArea } = useContext(SelectionContext);
  const onFocus = useIntoSight(place);
  const sight = useSight(area.id);
  const words = `${area.title}: ${sightWords(sight)}`;
  return (
    <article
      className={`tile tile-${loudness(sight)}`}
      aria-label={area.title}
      data-testid={`tile-${area.id}`}
      onFocus={onFocus}
    >
      <h2>
        <button
          type="button"
          className="link"
          title={words}
          aria-label={words}
          data-testid={`open-${area.id}`}
          onClick={() => openArea(area.id)}
        >
          {area.title}
        </button>
      </h2>
      <TileState sight={sight} />
      {keys.length > 0 && (
        <ul className="tile-keys" aria-label={`Key values of ${area.title}`}>
          {keys.map((tag) => (
            <KeyValue key={tag.name} tag={tag} />
          ))}
        </ul>
      )}
    </article>
  );
}
