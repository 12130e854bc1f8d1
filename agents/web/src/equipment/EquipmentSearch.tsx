import { useMemo, useState } from "react";

import { foundEquipment } from "../core/equipmentSearch";
import { useTwin } from "../live/twinContext";
import { EquipmentLink } from "./EquipmentLink";
import { openEquipment } from "./openEquipment";

const SHOWN = 12;

/** Finds a piece of equipment of the whole plant and leads to its page. */
export function EquipmentSearch() {
  const { plant } = useTwin();
  const [text, setText] = useState("");
  const found = useMemo(() => foundEquipment(plant.plant.equipment, text), [plant, text]);
  const [first] = found;
  return (
    <form
      className="equipment-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (first === undefined) return;
        setText("");
        openEquipment(first.id);
      }}
    >
      <input
        type="search"
        placeholder="Other equipment: id, kind, words; Enter opens"
        aria-label="Find equipment"
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="equipment-search"
      />
      {text !== "" && <p role="status">{found.length} found</p>}
      <ul className="entries">
        {found.slice(0, SHOWN).map(({ id, description }) => (
          <li key={id}>
            <EquipmentLink id={id} /> {description}
          </li>
        ))}
      </ul>
    </form>
  );
}
