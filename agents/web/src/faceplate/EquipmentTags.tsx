import { useTwin } from "../live/twinContext";
import { TagList } from "../mark/TagList";

/** Everything measured and set at one piece of equipment, live, with what each tag means. */
export function EquipmentTags({ equipment }: { equipment: string }) {
  const { plant } = useTwin();
  const tags = plant.tagsAt(equipment);
  if (tags.length === 0) return <p className="soft">Nothing is measured here.</p>;
  return <TagList tags={tags} />;
}
