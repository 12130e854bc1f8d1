import { addressOfEquipment } from "./address";
import { useOpenEquipment } from "./useOpenEquipment";

/** Leads to the page of a piece of equipment; as a link it can be opened beside this one. */
export function EquipmentLink({ id }: { id: string }) {
  const open = useOpenEquipment();
  return (
    <a
      className="link"
      href={addressOfEquipment(window.location.hash, id)}
      data-testid={`page-${id}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(id);
      }}
    >
      {id}
    </a>
  );
}
