import { Handle, Position, type NodeProps } from "@xyflow/react";

import { sectionOf } from "../core/editing/sketch";
import type { EquipmentNode as Node } from "../diagram/graph";
import { labelPlace } from "../diagram/label";
import { TRANSFORM } from "../diagram/orientation";
import { symbolOf } from "../diagram/symbols";
import { useEditor } from "./editorContext";
import { portsOf } from "./ports";

const POSITION = {
  left: Position.Left,
  right: Position.Right,
  top: Position.Top,
  bottom: Position.Bottom,
} as const;

/** Names of the ports, as `V-101.gas`, which streams end at. */
function usePorts(): Set<string> {
  const streams = Object.values(sectionOf(useEditor().sketch, "streams"));
  return new Set(streams.flatMap((entry) => [String(entry["from"]), String(entry["to"])]));
}

function Ports({ data: { equipment, orientation } }: NodeProps<Node>) {
  const { kinds } = useEditor();
  const taken = usePorts();
  const kind = kinds.get(equipment.kind);
  if (kind === undefined) return null;
  return portsOf(kind, orientation).map(({ port, role, x, y, side }) => {
    const free = !taken.has(`${equipment.id}.${port}`);
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
  const { problems } = useEditor();
  const symbol = symbolOf(equipment.kind);
  const wrong = problems.get(equipment.id);
  const title = [`${equipment.id}: ${equipment.description}`, ...(wrong ?? []).map((p) => p.what)];
  return (
    <div
      className={`equipment editable label-${labelPlace(symbol, orientation)} ${props.selected ? "selected" : ""} ${wrong ? "wrong" : ""}`}
      data-testid={`sketch-${equipment.id}`}
      title={title.join("\n")}
    >
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio={symbol.fit === "stretch" ? "none" : "xMidYMid meet"}
        aria-hidden="true"
      >
        <g transform={TRANSFORM[orientation]}>
          {symbol.drawing}
          {driven && symbol.turbine}
        </g>
      </svg>
      <span className="equipment-id">{equipment.id}</span>
      <Ports {...props} />
    </div>
  );
}
