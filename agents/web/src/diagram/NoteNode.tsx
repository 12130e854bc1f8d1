import type { NodeProps } from "@xyflow/react";

import type { NoteNode as Node } from "./graph";

/** A text of the drawer. */
export function NoteNode({ id, data, selected }: NodeProps<Node>) {
  return (
    <p className={`note ${selected ? "selected" : ""}`} data-testid={`note-${id}`}>
      {data.text}
    </p>
  );
}
