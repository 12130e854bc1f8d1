import { addressOfEquipment } from "./address";

/** Leads to the page of a piece of equipment; as a link it can be opened beside this one. */
export function EquipmentLink({ id }: { id: string }) {
  return (
    <a
      className="link"
      href={addressOfEquipment(window.location.hash, id)}
      data-testid={`page-${id}`}
    >
      {id}
    </a>
  );
}
