import type { NodeProps } from "@xyflow/react";
import { useContext } from "react";

import { useEmergencyAt } from "../emergency/emergencyContext";
import type { EquipmentNode as Node } from "./graph";
import { labelPlace } from "./label";
import { SelectionContext } from "./selection";
import { SymbolDrawing } from "./SymbolDrawing";
import { symbolOf } from "./symbols";

/** A piece of equipment as its symbol, with its id; a click opens its faceplate. */
export function EquipmentNode({ data: { equipment, orientation, driven } }: NodeProps<Node>) {
  const { selection, selectEquipment } = useContext(SelectionContext);
  const symbol = symbolOf(equipment.kind);
  const selected = selection?.kind === "equipment" && selection.id === equipment.id;
  const emergency = useEmergencyAt(equipment.id);
  const title = [`${equipment.id}: ${equipment.description}`, emergency?.told]
    .filter((part) => part !== undefined)
    .join("; ");
  const wrong = emergency === undefined ? "" : emergency.severe ? "in-emergency" : "in-doubt";
  return (
    <button
      type="button"
      className={`equipment label-${labelPlace(symbol, orientation)} ${selected ? "selected" : ""} ${wrong}`}
      data-testid={`equipment-${equipment.id}`}
      data-kind={equipment.kind}
      title={title}
      aria-label={title}
      onClick={() => selectEquipment(equipment.id)}
    >
      <SymbolDrawing kind={equipment.kind} orientation={orientation} driven={driven} />
      <span className="equipment-id">{equipment.id}</span>
    </button>
  );
}
