import { aligned, distributed, EDGES } from "../core/editing/align";
import { useEditor } from "./editorContext";

const SIGNS = { left: "⇤", centre: "↔", right: "⇥", top: "⤒", middle: "↕", bottom: "⤓" } as const;

/** Lines up what is chosen. */
export function AlignTools() {
  const { sketch, selected, edit } = useEditor();
  return (
    <span className="tools" role="group" aria-label="Line up">
      {EDGES.map((edge) => (
        <button
          key={edge}
          type="button"
          disabled={selected.size < 2}
          title={`Line up: ${edge}`}
          aria-label={`Line up: ${edge}`}
          data-testid={`align-${edge}`}
          onClick={() => edit(`lined up: ${edge}`, aligned(sketch, selected, edge))}
        >
          {SIGNS[edge]}
        </button>
      ))}
      {(["across", "down"] as const).map((way) => (
        <button
          key={way}
          type="button"
          disabled={selected.size < 3}
          title={`Same room between, ${way}`}
          aria-label={`Same room between: spread ${way}`}
          onClick={() => edit(`spread ${way}`, distributed(sketch, selected, way))}
        >
          spread {way}
        </button>
      ))}
    </span>
  );
}
