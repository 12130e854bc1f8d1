import { openEquipment } from "../equipment/openEquipment";
import { equipmentIn } from "../equipment/address";

/** Leads to the page of a piece of equipment, unless that is on screen. */
export function AllOffer({ equipment, onOpen }: { equipment: string; onOpen: () => void }) {
  if (equipmentIn(window.location.hash) === equipment) return null;
  return (
    <button
      type="button"
      className="wide"
      data-testid="open-equipment"
      onClick={() => {
        openEquipment(equipment);
        onOpen(); // the page shows all that the faceplate does
      }}
    >
      All of it
    </button>
  );
}
