import type { Truth } from "../core/training/training";

const shown = (value: number | null): string =>
  value === null ? "–" : Number(value.toPrecision(4)).toString();

/** The tags of the scenario: in truth, as the trainees read them, and by the model. */
export function TruthTable({ truth }: { truth: Truth }) {
  return (
    <table data-testid="training-truth">
      <caption>Truth, for instructors only</caption>
      <thead>
        <tr>
          <th scope="col">Tag</th>
          <th scope="col" className="number">
            true
          </th>
          <th scope="col" className="number">
            read
          </th>
          <th scope="col" className="number">
            model
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(truth.shown).map(([tag, values]) => (
          <tr key={tag}>
            <th scope="row">{tag}</th>
            {values.map((value, place) => (
              <td key={place} className="number">
                {shown(value)}
              </td>
            ))}
          </tr>
        ))}
        {Object.entries(truth.released).map(([name, mass]) => (
          <tr key={name}>
            <th scope="row">out of {name}</th>
            <td className="number">{shown(mass)} kg</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
