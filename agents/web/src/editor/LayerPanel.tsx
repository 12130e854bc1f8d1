import { isOnlyDrawn } from "../core/editing/layers";
import { useEditor } from "./editorContext";

const toggled = (all: ReadonlySet<string>, one: string): string[] =>
  all.has(one) ? [...all].filter((each) => each !== one) : [...all, one];

/** Layers of the drawing: which are shown, and from which nothing can be chosen or moved. */
export function LayerPanel() {
  const { members, hidden, locked, hide, lock } = useEditor().layers;
  return (
    <details className="layers" data-testid="layers">
      <summary>Layers</summary>
      <table aria-label="Layers">
        <thead>
          <tr>
            <th>Layer</th>
            <th>Elements</th>
            <th>Shown</th>
            <th>Locked</th>
          </tr>
        </thead>
        <tbody>
          {[...members].map(([layer, names]) => (
            <tr key={layer}>
              <th scope="row">{layer}</th>
              <td>{names.length}</td>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Show ${layer}`}
                  data-testid={`show-${layer}`}
                  checked={!hidden.has(layer)}
                  onChange={() => hide(toggled(hidden, layer))}
                />
              </td>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Lock ${layer}`}
                  data-testid={`lock-${layer}`}
                  disabled={isOnlyDrawn(layer)}
                  title={isOnlyDrawn(layer) ? "goes with its element, and can not be chosen" : ""}
                  checked={locked.has(layer)}
                  onChange={() => lock(toggled(locked, layer))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Tells on the drawing that not all of it is seen. */
export function HiddenMark() {
  const { members, hidden, hide } = useEditor().layers;
  const there = [...hidden].filter((layer) => members.has(layer));
  if (there.length === 0) return null;
  const count = there.reduce((sum, layer) => sum + (members.get(layer)?.length ?? 0), 0);
  return (
    <p className="hidden-mark" role="status" data-testid="hidden-mark">
      <b>⚠ {count} elements are hidden</b> ({there.join(", ")}){" "}
      <button type="button" onClick={() => hide([])} data-testid="show-all-layers">
        Show all
      </button>
    </p>
  );
}
