import { useReactFlow } from "@xyflow/react";
import { useState } from "react";

import { addEquipment, addNote } from "../core/editing/edits";
import { groupsOf, type Kind } from "../core/editing/kind";
import type { Point } from "../core/plant";
import { symbolOf } from "../diagram/symbols";
import { useEditor } from "./editorContext";

export const DRAGGED_KIND = "application/x-twin-kind";
/** What is dragged where it is no equipment. */
export const TEXT = "text";

function TextEntry({ onAdd }: { onAdd: () => void }) {
  return (
    <button
      type="button"
      className="kind"
      draggable
      title="A text on the drawing"
      data-testid="kind-text"
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_KIND, TEXT)}
      onClick={onAdd}
    >
      <svg viewBox="-4 -4 108 108" aria-hidden="true">
        <path
          d="M20 30V20H80V30M50 20V80M38 80H62"
          fill="none"
          stroke="currentColor"
          strokeWidth="6"
        />
      </svg>
      <span>{TEXT}</span>
    </button>
  );
}

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
  const middle = (): Point => {
    const canvas = document.querySelector(".sketch")?.getBoundingClientRect();
    const { left = 0, top = 0, width = 0, height = 0 } = canvas ?? {};
    return flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
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
        {TEXT.includes(wanted.trim().toLowerCase()) && (
          <TextEntry onAdd={() => add(addNote(sketch, middle()))} />
        )}
        {[...groupsOf(kinds.values(), wanted)].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            {members.map((kind) => (
              <KindEntry
                key={kind.kind}
                kind={kind}
                onAdd={() => add(addEquipment(sketch, kind, middle()))}
              />
            ))}
          </section>
        ))}
      </div>
    </aside>
  );
}
