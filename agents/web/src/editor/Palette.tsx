import { useReactFlow } from "@xyflow/react";
import { useState } from "react";

import { addEquipment } from "../core/editing/edits";
import { groupsOf, type Kind } from "../core/editing/kind";
import { symbolOf } from "../diagram/symbols";
import { useEditor } from "./editorContext";

export const DRAGGED_KIND = "application/x-twin-kind";

function KindEntry({ kind, onAdd }: { kind: Kind; onAdd: (kind: Kind) => void }) {
  return (
    <button
      type="button"
      className="kind"
      draggable
      title={`${kind.kind}: ${kind.title}`}
      data-testid={`kind-${kind.kind}`}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_KIND, kind.kind)}
      onClick={() => onAdd(kind)}
    >
      <svg viewBox="-4 -4 108 108" aria-hidden="true">
        {symbolOf(kind.kind).drawing}
      </svg>
      <span>{kind.kind}</span>
    </button>
  );
}

/** Symbols to draw with: dragged onto the canvas, or put into its middle by a click or Enter. */
export function Palette() {
  const { kinds, sketch, add } = useEditor();
  const flow = useReactFlow();
  const [wanted, setWanted] = useState("");
  const putInMiddle = (kind: Kind): void => {
    const canvas = document.querySelector(".sketch")?.getBoundingClientRect();
    const { left = 0, top = 0, width = 0, height = 0 } = canvas ?? {};
    const middle = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
    add(addEquipment(sketch, kind, middle));
  };
  return (
    <aside className="palette" aria-label="Equipment to draw with">
      <input
        type="search"
        placeholder="Find a symbol"
        aria-label="Find a symbol"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        data-testid="palette-search"
      />
      <div className="palette-kinds">
        {[...groupsOf(kinds.values(), wanted)].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            {members.map((kind) => (
              <KindEntry key={kind.kind} kind={kind} onAdd={putInMiddle} />
            ))}
          </section>
        ))}
      </div>
    </aside>
  );
}
