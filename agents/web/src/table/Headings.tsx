export interface Column {
  heading: string;
  /** Widths are fixed, as they must not follow the rows in sight. */
  width: string;
  isNumber?: boolean;
  /** What the heading means, where it does not say so itself. */
  hint?: string;
}

/** The heading of each column. */
export function Headings({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ heading, width, isNumber, hint }) => (
          <th
            key={heading}
            scope="col"
            className={isNumber ? "number" : ""}
            style={{ width }}
            title={hint}
          >
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}
