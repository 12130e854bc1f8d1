import { connect } from "../core/editing/edits";
import { sectionOf, textOf } from "../core/editing/sketch";
import { useEditor, type Editor } from "./editorContext";

/** Ports of all other equipment that no pipe ends at. */
function openPorts(
  { sketch, kinds, streams }: Editor,
  way: "inlets" | "outlets",
  but: string,
): string[] {
  return Object.entries(sectionOf(sketch, "equipment")).flatMap(([name, entry]) => {
    const ports = name === but ? [] : (kinds.get(textOf(entry, "kind"))?.[way] ?? []);
    return ports.map((port) => `${name}.${port}`).filter((port) => !streams.has(port));
  });
}

/** The ports of a piece of equipment with their pipes; an open one can be connected by keyboard. */
export function OpenPorts({ name, kind }: { name: string; kind: string }) {
  const editor = useEditor();
  const { sketch, kinds, add, select, streams } = editor;
  const known = kinds.get(kind);
  if (known === undefined) return null;
  const rows = [
    ...known.inlets.map((port) => ({ port, way: "outlets" as const })),
    ...known.outlets.map((port) => ({ port, way: "inlets" as const })),
  ];
  const pipe = (own: string, other: string, way: "inlets" | "outlets"): void => {
    const [from, to] = way === "inlets" ? [own, other] : [other, own];
    add(connect(sketch, from, to), `piped ${from} to ${to}`);
  };
  return (
    <fieldset>
      <legend>Ports</legend>
      {rows.map(({ port, way }) => {
        const own = `${name}.${port}`;
        const stream = streams.get(own);
        return (
          <label key={port} className="sheet-field">
            <span>{port.replaceAll("_", " ")}</span>
            {stream === undefined ? (
              <select
                value=""
                aria-label={`Pipe ${own} to`}
                data-testid={`pipe-${own}`}
                onChange={(event) => pipe(own, event.target.value, way)}
              >
                <option value="">open</option>
                {openPorts(editor, way, name).map((other) => (
                  <option key={other}>{other}</option>
                ))}
              </select>
            ) : (
              <button type="button" onClick={() => select([stream])}>
                {stream}
              </button>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}
