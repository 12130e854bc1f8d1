import type { PlantIndex } from "../core/plant";
import { useTwin } from "../live/twinContext";
import type { Selection } from "../diagram/selection";
import { AllOffer } from "./AllOffer";
import { AreaOffer, SceneOffer } from "./AreaOffer";
import { EquipmentTags } from "./EquipmentTags";
import { TagFaceplate } from "./TagFaceplate";

function Body({ selection }: { selection: Selection }) {
  const { plant } = useTwin();
  if (selection.kind !== "tag") return <EquipmentTags equipment={selection.id} />;
  const tag = plant.tags.get(selection.id);
  return tag === undefined ? <p>Unknown tag.</p> : <TagFaceplate tag={tag} />;
}

/** What something is, and between what a stream is. */
function descriptionOf({ kind, id }: Selection, plant: PlantIndex): string {
  if (kind === "tag") return plant.tags.get(id)?.description ?? "";
  const stream = plant.stream(id);
  if (stream === undefined)
    return plant.plant.equipment.find((each) => each.id === id)?.description ?? "";
  return `${stream.description}, ${stream.source.equipment} → ${stream.target.equipment}`;
}

/** What was clicked, in full, beside the diagram. */
export function SidePanel({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const { plant } = useTwin();
  return (
    <aside className="side-panel" aria-label={`Faceplate ${selection.id}`} data-testid="faceplate">
      <header>
        <div>
          <h2>{selection.id}</h2>
          <p className="soft">{descriptionOf(selection, plant)}</p>
        </div>
        <button type="button" aria-label="Close faceplate" onClick={onClose}>
          ✕
        </button>
      </header>
      {selection.kind === "equipment" && <AllOffer equipment={selection.id} onOpen={onClose} />}
      <AreaOffer id={selection.id} />
      <SceneOffer />
      <Body selection={selection} />
    </aside>
  );
}
