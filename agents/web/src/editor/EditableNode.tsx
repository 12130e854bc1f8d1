import { Handle, Position, type NodeProps } from "@xyflow/react";
import { useMemo } from "react";

import type { EquipmentNode as Node } from "../diagram/graph";
import { labelPlace } from "../diagram/label";
import { SymbolDrawing } from "../diagram/SymbolDrawing";
import { symbolOf } from "../diagram/symbols";
import { useEditorPart } from "./editorContext";
import { portsOf } from "./ports";

const POSITION = {
  left: Position.Left,
  right: Position.Right,
  top: Position.Top,
  bottom: Position.Bottom,
} as const;

function Ports({ data: { equipment, orientation } }: NodeProps<Node>) {
  const kind = useEditorPart(({ kinds }) => kinds.get(equipment.kind));
  const ports = useMemo(() => (kind ? portsOf(kind, orientation) : []), [kind, orientation]);
  const taken = useEditorPart(({ streams }) =>
    ports
      .map(({ port }) => port)
      .filter((port) => streams.has(`${equipment.id}.${port}`))
      .join(" "),
  ).split(" ");
  return ports.map(({ port, role, x, y, side }) => {
    const free = !taken.includes(port);
    return (
      <Handle
        key={port}
        id={port}
        type={role}
        position={POSITION[side]}
        isConnectable={free}
        className={`port ${role} ${free ? "free" : "taken"}`}
        style={{ left: `${x}%`, top: `${y}%` }}
        title={`${equipment.id}.${port}`}
        data-testid={`port-${equipment.id}.${port}`}
      />
    );
  });
}

/** A piece of equipment that can be moved and connected. */
export function EditableNode(props: NodeProps<Node>) {
  const { equipment, orientation, driven } = props.data;
  const symbol = symbolOf(equipment.kind);
  const wrong = useEditorPart(({ problems }) => problems.get(equipment.id));
  const title = [`${equipment.id}: ${equipment.description}`, ...(wrong ?? []).map((p) => p.what)];
  return (
    <div
      className={`equipment editable label-${labelPlace(symbol, orientation)} ${props.selected ? "selected" : ""} ${wrong ? "wrong" : ""}`}
      data-testid={`sketch-${equipment.id}`}
      title={title.join("\n")}
    >
      <SymbolDrawing kind={equipment.kind} orientation={orientation} driven={driven} />
      <span className="equipment-id">{equipment.id}</span>
      <Ports {...props} />
    </div>
  );
}
