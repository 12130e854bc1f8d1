import { useOpenView } from "../live/viewContext";
import { addressOfEquipment } from "./address";

/** Opens the page of a piece of equipment. */
export function useOpenEquipment(): (id: string) => void {
  const openView = useOpenView();
  return (id) => {
    window.location.hash = addressOfEquipment(window.location.hash, id);
    openView("equipment");
  };
}
