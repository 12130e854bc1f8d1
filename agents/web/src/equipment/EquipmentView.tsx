import "../style/equipment.css";

import { EmergencyProvider } from "../emergency/EmergencyProvider";
import { useAddress } from "../live/useAddress";
import { useTwin } from "../live/twinContext";
import { EquipmentPage } from "./EquipmentPage";
import { EquipmentSearch } from "./EquipmentSearch";
import { equipmentIn } from "./address";

/** What stands where the address names nothing that the plant has. */
function Unknown({ id }: { id: string }) {
  return (
    <>
      <p role="status" data-testid="equipment-unknown">
        {id === "" ? "Which equipment?" : `The plant has no equipment ${id}.`}
      </p>
      <EquipmentSearch />
    </>
  );
}

/** The page of the piece of equipment that the address names. */
export default function EquipmentView() {
  const id = equipmentIn(useAddress()) ?? "";
  const equipment = useTwin().plant.plant.equipment.find((each) => each.id === id);
  return (
    <section className="equipment-view" aria-label={`Equipment ${id}`} data-testid="equipment">
      {equipment === undefined ? (
        <Unknown id={id} />
      ) : (
        <EmergencyProvider>
          <EquipmentPage key={id} equipment={equipment} />
        </EmergencyProvider>
      )}
    </section>
  );
}
