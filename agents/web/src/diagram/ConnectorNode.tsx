import type { NodeProps } from "@xyflow/react";
import { useContext } from "react";

import type { ConnectorNode as Node } from "./graph";
import { TRANSFORM } from "./orientation";
import { SelectionContext } from "./selection";
import { symbolOf } from "./symbols";

/** Where a stream goes on in another area; a click opens the drawing of that area. */
export function ConnectorNode({ data: { connector, orientation } }: NodeProps<Node>) {
  const { openArea } = useContext(SelectionContext);
  const { stream, carries, way, other } = connector;
  const whither = `${way === "in" ? "from" : "to"} ${other.title}`;
  const title = `${stream}: ${carries}, ${whither}; opens its drawing`;
  return (
    <button
      type="button"
      className={`equipment link-end turned-${orientation}`}
      data-testid={`connector-${stream}`}
      data-area={other.id}
      title={title}
      onClick={() => openArea(other.id)}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <g transform={TRANSFORM[orientation]}>{symbolOf(`connector.${way}`).drawing}</g>
      </svg>
      <span className="connector-text">
        <b>{stream}</b> <span>{carries}</span> <i>{whither}</i>
      </span>
    </button>
  );
}
