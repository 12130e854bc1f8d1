import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, type ComponentProps, type ReactNode } from "react";

const ROW_PX = 28;
const ROWS_BEYOND = 10;

/** What the table has to know of each row's element. */
export type RowPlace = Pick<ComponentProps<"tr">, "ref" | "aria-rowindex"> & {
  "data-index": number;
};

interface RowsInSightProps<Item> {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  row: (item: Item, place: RowPlace) => ReactNode;
  columns: number;
  scroll: HTMLElement | null;
  /** Key of the row that is brought into sight when it becomes another one. */
  wanted?: string | null;
}

/** The height of the rows that are not there. */
function Gap({ columns, height }: { columns: number; height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={columns} className="gap" style={{ height }} />
    </tr>
  );
}

/** Only the rows in sight are there: some thousand would be more than a browser draws at 1 Hz. */
export function RowsInSight<Item>(props: RowsInSightProps<Item>) {
  const { items, keyOf, row, columns, scroll, wanted = null } = props;
  const keyAt = (index: number): string | number => {
    const item = items[index];
    return item === undefined ? index : keyOf(item);
  };
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing of it is memoized here
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll,
    estimateSize: () => ROW_PX,
    getItemKey: keyAt,
    overscan: ROWS_BEYOND,
  });
  useEffect(() => {
    const place = items.findIndex((item) => keyOf(item) === wanted);
    if (scroll !== null && place >= 0) rows.scrollToIndex(place);
    // What comes or goes in the list does not move it: only another wanted row does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, scroll]);
  const inSight = rows.getVirtualItems();
  const [first, last] = [inSight[0], inSight.at(-1)];
  return (
    <tbody>
      <Gap columns={columns} height={first?.start ?? 0} />
      {inSight.map(({ index }) => {
        const item = items[index];
        if (item === undefined) return null;
        // The heading is the first row that a screen reader counts.
        const ariaIndex = { "aria-rowindex": index + 2 };
        return row(item, { ref: rows.measureElement, "data-index": index, ...ariaIndex });
      })}
      <Gap columns={columns} height={rows.getTotalSize() - (last?.end ?? 0)} />
    </tbody>
  );
}
