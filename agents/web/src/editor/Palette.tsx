import { useReactFlow } from "@xyflow/react";
import { useState, type ReactNode } from "react";

import { addEquipment, addNote } from "../core/editing/edits";
import { groupsOf } from "../core/editing/kind";
import type { Point } from "../core/plant";
import { symbolOf } from "../diagram/symbols";
import { useEditor } from "./editorContext";

export const DRAGGED_KIND = "application/x-twin-kind";
/** What is dragged where it is no equipment. */
export const TEXT = "text";

interface EntryProps {
  name: string;
  title: string;
  drawing: ReactNode;
  onAdd: () => void;
}

function PaletteEntry({ name, title, drawing, onAdd }: EntryProps) {
  return (
    <button
      type="button"
      className="kind"
      draggable
      title={title}
      data-testid={`kind-${name}`}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_KIND, name)}
      onClick={onAdd}
    >
      <svg viewBox="-4 -4 108 108" aria-hidden="true">
        {drawing}
      </svg>
      <span>{name}</span>
    </button>
  );
}

const LETTER = (
  <path d="M20 30V20H80V30M50 20V80M38 80H62" fill="none" stroke="currentColor" strokeWidth="6" />
);

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
          <PaletteEntry
            name={TEXT}
            title="A text on the drawing"
            drawing={LETTER}
            onAdd={() => add(addNote(sketch, middle()))}
          />
        )}
        {[...groupsOf(kinds.values(), wanted)].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            {members.map((kind) => (
              <PaletteEntry
                key={kind.kind}
                name={kind.kind}
                title={`${kind.kind}: ${kind.title}`}
                drawing={symbolOf(kind.kind).drawing}
                onAdd={() => add(addEquipment(sketch, kind, middle()))}
              />
            ))}
          </section>
        ))}
      </div>
    </aside>
  );
}
