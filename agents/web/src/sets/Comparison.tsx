import { useState } from "react";

import type { Compared } from "../core/sets";
import { TagValue } from "./TagValue";

function Verdict({ within }: { within: boolean | null }) {
  if (within === null) return <span className="soft">not known</span>;
  return within ? <span className="soft">same</span> : <b>≠ differs</b>;
}

function Row({ row }: { row: Compared }) {
  return (
    <tr data-testid={`compared-${row.tag}`}>
      <th scope="row">{row.tag}</th>
      <td className="number">
        <TagValue tag={row.tag} value={row.saved} />
      </td>
      <td className="number">
        <TagValue tag={row.tag} value={row.now} />
      </td>
      <td>
        <Verdict within={row.within} />
      </td>
    </tr>
  );
}

/** Saved values beside the plant's; those that differ, or all. */
export function Comparison({ values }: { values: readonly Compared[] }) {
  const [all, setAll] = useState(false);
  const differing = values.filter((row) => row.within !== true);
  const shown = all ? values : differing;
  return (
    <>
      <p role="status" data-testid="set-summary">
        {differing.length === 0
          ? "The plant is as the set has it."
          : `${differing.length} of ${values.length} tags differ.`}{" "}
        <label>
          <input
            type="checkbox"
            checked={all}
            onChange={() => setAll(!all)}
            data-testid="set-all"
          />{" "}
          show all
        </label>
      </p>
      {shown.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Tag</th>
              <th scope="col" className="number">
                Saved
              </th>
              <th scope="col" className="number">
                Now
              </th>
              <th scope="col" aria-label="Verdict" />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.tag} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
