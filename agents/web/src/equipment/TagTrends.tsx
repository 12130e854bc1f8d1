import type { Tag } from "../core/plant";
import { Part } from "../faceplate/Part";
import { Trend } from "../trend/Trend";

/** More than these do not fit one below the other. */
const SHOWN = 4;

/** The measured tags whose curves are shown: of the equipment itself before those of its pipes. */
export function tagsToDraw(tags: readonly Tag[], equipment: string): Tag[] {
  const isElsewhere = (tag: Tag): number => Number(tag.equipment !== equipment);
  return tags
    .filter(({ kind, states }) => kind === "measurement" && states.length === 0)
    .sort((a, b) => isElsewhere(a) - isElsewhere(b))
    .slice(0, SHOWN);
}

/** Trends of measured tags, one below the other. */
export function TagTrends({ tags }: { tags: readonly Tag[] }) {
  if (tags.length === 0) return null;
  return (
    <Part title="Trends">
      {tags.map((tag) => (
        <div key={tag.name}>
          <h4>
            {tag.name} <span className="soft">{tag.description}</span>
          </h4>
          <Trend tag={tag} />
        </div>
      ))}
    </Part>
  );
}
