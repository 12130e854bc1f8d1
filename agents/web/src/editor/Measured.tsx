import { addInstrument } from "../core/editing/edits";
import type { Kinds } from "../core/editing/kind";
import { sectionOf, textOf } from "../core/editing/sketch";
import { useEditor } from "./editorContext";

/** What can be measured in every pipe, in SI units. */
const OF_STREAMS = { mass_flow: "kg/s", mole_flow: "mol/s", temperature: "K", pressure: "Pa" };

function quantitiesOf(kinds: Kinds, kind: string): Record<string, string> {
  return kinds.get(kind)?.quantities ?? OF_STREAMS;
}

/** The instruments of a piece of equipment or a pipe, and another one. */
export function Measured({ name, kind }: { name: string; kind: string }) {
  const { sketch, kinds, add, select } = useEditor();
  const quantities = quantitiesOf(kinds, kind);
  const instruments = Object.entries(sectionOf(sketch, "instruments")).filter(([, entry]) =>
    textOf(entry, "measures").startsWith(`${name}.`),
  );
  const measure = (quantity: string): void =>
    add(addInstrument(sketch, name, quantity, quantities[quantity] ?? "1"));
  return (
    <fieldset>
      <legend>Instruments</legend>
      {instruments.map(([tag, entry]) => (
        <p key={tag} className="sheet-field">
          <button type="button" onClick={() => select([tag])}>
            {tag}
          </button>
          <span className="soft">{textOf(entry, "measures").slice(name.length + 1)}</span>
        </p>
      ))}
      <select
        value=""
        aria-label={`Measure at ${name}`}
        data-testid="measure"
        onChange={(event) => measure(event.target.value)}
      >
        <option value="">measure …</option>
        {Object.keys(quantities).map((quantity) => (
          <option key={quantity}>{quantity}</option>
        ))}
      </select>
    </fieldset>
  );
}
