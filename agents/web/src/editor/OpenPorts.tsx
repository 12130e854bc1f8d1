import { connect } from "../core/editing/edits";
import { likelyPhase, type Kinds } from "../core/editing/kind";
import { sectionOf, textOf, type Sketch } from "../core/editing/sketch";
import { useEditor } from "./editorContext";

interface Ends {
  open: string[];
  byPort: Map<string, string>;
}

function endsOf(sketch: Sketch): Map<string, string> {
  const streams = Object.entries(sectionOf(sketch, "streams"));
  return new Map(
    streams.flatMap(([name, entry]) => [
      [textOf(entry, "from"), name],
      [textOf(entry, "to"), name],
    ]),
  );
}

/** Open ports of all other equipment at which a pipe could end. */
function openPorts(sketch: Sketch, kinds: Kinds, way: "inlets" | "outlets", but: string): Ends {
  const byPort = endsOf(sketch);
  const open = Object.entries(sectionOf(sketch, "equipment")).flatMap(([name, entry]) => {
    const ports = name === but ? [] : (kinds.get(textOf(entry, "kind"))?.[way] ?? []);
    return ports.map((port) => `${name}.${port}`).filter((port) => !byPort.has(port));
  });
  return { open, byPort };
}

/** The ports of a piece of equipment with their pipes; an open one can be connected by keyboard. */
export function OpenPorts({ name, kind }: { name: string; kind: string }) {
  const { sketch, kinds, edit, select } = useEditor();
  const known = kinds.get(kind);
  if (known === undefined) return null;
  const rows = [
    ...known.inlets.map((port) => ({ port, way: "outlets" as const })),
    ...known.outlets.map((port) => ({ port, way: "inlets" as const })),
  ];
  const pipe = (own: string, other: string, way: "inlets" | "outlets"): void => {
    const [from, to] = way === "inlets" ? [own, other] : [other, own];
    const [next, stream] = connect(sketch, from, to, likelyPhase([from, to], [kind]));
    edit(`piped ${from} to ${to}`, next);
    select([stream]);
  };
  return (
    <fieldset>
      <legend>Ports</legend>
      {rows.map(({ port, way }) => {
        const own = `${name}.${port}`;
        const { open, byPort } = openPorts(sketch, kinds, way, name);
        const stream = byPort.get(own);
        return (
          <label key={port} className="field">
            <span>{port.replaceAll("_", " ")}</span>
            {stream === undefined ? (
              <select
                value=""
                aria-label={`Pipe ${own} to`}
                data-testid={`pipe-${own}`}
                onChange={(event) => pipe(own, event.target.value, way)}
              >
                <option value="">open</option>
                {open.map((other) => (
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
