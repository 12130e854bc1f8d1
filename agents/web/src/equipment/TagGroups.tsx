import { Fragment, useContext } from "react";

import type { Tag, TagKind } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { Part } from "../faceplate/Part";
import { ValueMark } from "../mark/ValueMark";

const GROUPS: readonly [string, readonly TagKind[]][] = [
  ["Measured", ["measurement"]],
  ["Set", ["setpoint", "output", "mode", "goal", "reset"]],
  ["State", ["state"]],
];

/** Tags as marks with what each means. */
function Group({ title, tags }: { title: string; tags: readonly Tag[] }) {
  const { selection, selectTag } = useContext(SelectionContext);
  return (
    <Part title={title}>
      <div className="tag-list">
        {tags.map((tag) => (
          <Fragment key={tag.name}>
            <ValueMark tag={tag} selected={selection?.id === tag.name} onSelect={selectTag} />
            <span>{tag.description}</span>
          </Fragment>
        ))}
      </div>
    </Part>
  );
}

/** All tags of a piece of equipment by what becomes of them: measured, set, or a state. */
export function TagGroups({ tags }: { tags: readonly Tag[] }) {
  if (tags.length === 0) return <p className="soft">Nothing is measured or set here.</p>;
  return GROUPS.map(([title, kinds]) => {
    const those = tags.filter(({ kind }) => kinds.includes(kind));
    return those.length > 0 && <Group key={title} title={title} tags={those} />;
  });
}
