import { useContext } from "react";

import { kindWords } from "../core/kindWords";
import type { Equipment } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { useEmergencyAt } from "../emergency/emergencyContext";
import { useTwin } from "../live/twinContext";
import { EquipmentSearch } from "./EquipmentSearch";

/** The ways to where it is drawn, with it selected. */
function Drawn({ id }: { id: string }) {
  const { selectEquipment, openArea, openScene } = useContext(SelectionContext);
  const area = useTwin().plant.areaOf(id);
  const selected = (open: () => void) => () => {
    selectEquipment(id);
    open();
  };
  return (
    <p className="equipment-ways">
      {area && (
        <button
          type="button"
          data-testid="equipment-area"
          onClick={selected(() => openArea(area.id))}
        >
          Drawing: {area.title}
        </button>
      )}
      {openScene && (
        <button type="button" data-testid="equipment-scene" onClick={selected(openScene)}>
          3D
        </button>
      )}
    </p>
  );
}

/** What it is, where it is, and what is wrong with it. */
export function EquipmentHead({ equipment }: { equipment: Equipment }) {
  const { id, kind, description } = equipment;
  const emergency = useEmergencyAt(id);
  return (
    <header className="equipment-head">
      <div>
        <h2>{id}</h2>
        <p>{description}</p>
        <p className="soft">{kindWords(kind)}</p>
      </div>
      <Drawn id={id} />
      <EquipmentSearch key={id} />
      {emergency && (
        <p
          className={`equipment-emergency ${emergency.severe ? "severe" : "warning"}`}
          role="status"
          data-testid="equipment-emergency"
        >
          {emergency.told}
        </p>
      )}
    </header>
  );
}
