import { useContext } from "react";

import type { Tag } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { ValueMark } from "../mark/ValueMark";

/** Live marks to switch between related tags. */
export function TagButtons(props: { tags: Tag[]; current: string; label: string }) {
  const { selectTag } = useContext(SelectionContext);
  return (
    <div className="tag-buttons" role="group" aria-label={props.label}>
      {props.tags.map((tag) => (
        <ValueMark
          key={tag.name}
          tag={tag}
          selected={tag.name === props.current}
          onSelect={selectTag}
        />
      ))}
    </div>
  );
}
