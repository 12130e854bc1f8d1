import type { Tag, TagKind } from "../core/plant";
import { Part } from "../faceplate/Part";
import { TagList } from "../mark/TagList";

const GROUPS: readonly [string, readonly TagKind[]][] = [
  ["Measured", ["measurement"]],
  ["Set", ["setpoint", "output", "mode", "goal", "reset"]],
  ["State", ["state"]],
];

/** All tags of a piece of equipment by what becomes of them: measured, set, or a state. */
export function TagGroups({ tags }: { tags: readonly Tag[] }) {
  if (tags.length === 0) return <p className="soft">Nothing is measured or set here.</p>;
  return GROUPS.map(([title, kinds]) => {
    const those = tags.filter(({ kind }) => kinds.includes(kind));
    return (
      those.length > 0 && (
        <Part key={title} title={title}>
          <TagList tags={those} />
        </Part>
      )
    );
  });
}
