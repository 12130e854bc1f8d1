import { Fragment, useContext } from "react";

import type { Tag } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { ValueMark } from "./ValueMark";

/** Tags as marks, live, with what each means. */
export function TagList({ tags }: { tags: readonly Tag[] }) {
  const { selection, selectTag } = useContext(SelectionContext);
  return (
    <div className="tag-list">
      {tags.map((tag) => (
        <Fragment key={tag.name}>
          <ValueMark tag={tag} selected={selection?.id === tag.name} onSelect={selectTag} />
          <span>{tag.description}</span>
        </Fragment>
      ))}
    </div>
  );
}
