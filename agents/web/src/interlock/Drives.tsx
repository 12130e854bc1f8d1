import { useContext } from "react";

import type { Interlock } from "../core/plant";
import { SelectionContext } from "../diagram/selection";

/** What an interlock drives, and where to; each opens its faceplate. */
export function Drives({ trips }: Pick<Interlock, "trips">) {
  const { selectEquipment } = useContext(SelectionContext);
  return (
    <p>
      drives{" "}
      {trips.map(({ equipment, position }, place) => (
        <span key={equipment}>
          {place > 0 && ", "}
          <button type="button" className="link" onClick={() => selectEquipment(equipment)}>
            {equipment}
          </button>{" "}
          to {position} %
        </span>
      ))}
    </p>
  );
}
