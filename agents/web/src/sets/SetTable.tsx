import { formatMoment } from "../core/format";
import type { SavedSet } from "../core/sets";

interface SetTableProps {
  sets: readonly SavedSet[];
  onOpen: (name: string) => void;
}

/** What is saved, a row each. */
export function SetTable({ sets, onOpen }: SetTableProps) {
  return (
    <table>
      <thead>
        <tr>
          {["Set", "Tags", "Saved by", "Saved", "Reason"].map((head) => (
            <th key={head} scope="col" className={head === "Tags" ? "number" : ""}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sets.map((set) => (
          <tr key={set.name} data-testid={`set-${set.name}`}>
            <th scope="row">
              <button type="button" className="link" onClick={() => onOpen(set.name)}>
                {set.name}
              </button>
            </th>
            <td className="number">{set.tags}</td>
            <td>{set.author}</td>
            <td>{formatMoment(set.time)}</td>
            <td>{set.reason || "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
