import { EMPTY_HISTORY, type History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Window } from "../core/trends/address";
import type { Cursors } from "./options";
import { TrendRow } from "./TrendRow";

interface TrendsTableProps {
  tags: readonly Tag[];
  histories: ReadonlyMap<string, History>;
  window: Window;
  /** Of which moment values are told: where the pointer is, else the last. */
  at: number;
  cursors: Cursors;
  onRemove: (tag: string) => void;
}

const NUMBERS = ["Plant", "Model", "At A", "At B", "B − A", "Least", "Mean", "Most"];

/** What is read off the curves, a row for each tag. */
export function TrendsTable({ tags, histories, ...shared }: TrendsTableProps) {
  return (
    <table data-testid="trends-table" aria-label="Values of the trends">
      <thead>
        <tr>
          <th scope="col">Tag</th>
          <th scope="col">Description</th>
          {NUMBERS.map((heading) => (
            <th key={heading} scope="col" className="number">
              {heading}
            </th>
          ))}
          <th scope="col">Unit</th>
          <th scope="col">Remove</th>
        </tr>
      </thead>
      <tbody>
        {tags.map((tag, place) => (
          <TrendRow
            key={tag.name}
            tag={tag}
            place={place}
            history={histories.get(tag.name) ?? EMPTY_HISTORY}
            {...shared}
          />
        ))}
      </tbody>
    </table>
  );
}
