import { formatMoment } from "../core/format";
import { formatSpan } from "../core/prediction";
import type { BranchRow } from "../core/whatif/answer";

const HEADS = ["Branch", "Writes", "From", "For", "Limits with it", "Kept by", "Kept"];

interface BranchTableProps {
  branches: readonly BranchRow[];
  onOpen: (name: string) => void;
}

/** What-ifs that are kept, a row each. */
export function BranchTable({ branches, onOpen }: BranchTableProps) {
  return (
    <table aria-label="Branches">
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th key={head} scope="col" className={/For|Limits/.test(head) ? "number" : ""}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {branches.map((branch) => (
          <tr key={branch.name} data-testid={`branch-${branch.name}`}>
            <th scope="row">
              <button type="button" className="link" onClick={() => onOpen(branch.name)}>
                {branch.name}
              </button>
            </th>
            <td>{branch.written || "nothing"}</td>
            <td>{formatMoment(branch.at)}</td>
            <td className="number">{formatSpan(branch.for_s)}</td>
            <td className="number">{branch.limits}</td>
            <td>{branch.author || "command line"}</td>
            <td>{formatMoment(branch.created)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
