import { openAddress } from "../core/addressChange";
import { addressOfEquipment } from "./address";

/** Opens the page of a piece of equipment. */
export function openEquipment(id: string): void {
  openAddress(addressOfEquipment(window.location.hash, id));
}
