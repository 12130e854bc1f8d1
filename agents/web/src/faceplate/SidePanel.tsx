import { useTwin } from "../live/twinContext";
import type { Selection } from "../diagram/selection";
import { AreaOffer } from "./AreaOffer";
import { EquipmentTags } from "./EquipmentTags";
import { TagFaceplate } from "./TagFaceplate";

function Body({ selection }: { selection: Selection }) {
  const { plant } = useTwin();
  if (selection.kind === "equipment") return <EquipmentTags equipment={selection.id} />;
  const tag = plant.tags.get(selection.id);
  return tag === undefined ? <p>Unknown tag.</p> : <TagFaceplate tag={tag} />;
}

/** What was clicked, in full, beside the diagram. */
export function SidePanel({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const { plant } = useTwin();
  const equipment = plant.plant.equipment.find((each) => each.id === selection.id);
  const description = equipment?.description ?? plant.tags.get(selection.id)?.description;
  return (
    <aside className="side-panel" aria-label={`Faceplate ${selection.id}`} data-testid="faceplate">
      <header>
        <div>
          <h2>{selection.id}</h2>
          <p className="soft">{description}</p>
        </div>
        <button type="button" aria-label="Close faceplate" onClick={onClose}>
          ✕
        </button>
      </header>
      <AreaOffer id={selection.id} />
      <Body selection={selection} />
    </aside>
  );
}
