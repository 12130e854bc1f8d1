import { Fragment, useContext } from "react";

import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";
import { ValueMark } from "../mark/ValueMark";

/** Everything measured and set at one piece of equipment, live, with what each tag means. */
export function EquipmentTags({ equipment }: { equipment: string }) {
  const { plant } = useTwin();
  const { selectTag } = useContext(SelectionContext);
  const tags = plant.tagsAt(equipment);
  if (tags.length === 0) return <p className="soft">Nothing is measured here.</p>;
  return (
    <div className="tag-list">
      {tags.map((tag) => (
        <Fragment key={tag.name}>
          <ValueMark tag={tag} onSelect={selectTag} />
          <span>{tag.description}</span>
        </Fragment>
      ))}
    </div>
  );
}
