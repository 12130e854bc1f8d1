import { useVirtualizer } from "@tanstack/react-virtual";
import { useState } from "react";

import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { TagRow } from "./TagRow";

const ROW_PX = 28;
const ROWS_BEYOND = 10;

function AreaChoice({ area, onArea }: { area: string; onArea: (area: string) => void }) {
  const { areas } = useTwin().plant.plant;
  return (
    <select
      aria-label="Area"
      value={area}
      onChange={(event) => onArea(event.target.value)}
      data-testid="tag-area"
    >
      <option value="">All areas</option>
      {areas.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** Headings and their widths, which must not follow the rows in sight. */
const COLUMNS: [heading: string, width: string][] = [
  ["Tag", "9em"],
  ["Description", "auto"],
  ["Area", "17em"],
  ["Reported", "6em"],
  ["Unit", "6em"],
  ["Desired", "6em"],
  ["Simulated", "6em"],
  ["Residual", "6em"],
  ["Alarm", "5em"],
  ["Quality", "5em"],
  ["Age", "4em"],
  ["Origin", "5em"],
];

const NUMERIC = new Set(["Reported", "Desired", "Simulated", "Residual", "Age"]);

/** The height of the rows that are not there. */
function Gap({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS.length} className="gap" style={{ height }} />
    </tr>
  );
}

/** Only the rows in sight are there: some thousand would be more than a browser draws at 1 Hz. */
function Rows({ tags, scroll }: { tags: Tag[]; scroll: HTMLElement | null }) {
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing of it is memoized here
  const rows = useVirtualizer({
    count: tags.length,
    getScrollElement: () => scroll,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => tags[index]?.name ?? index,
    overscan: ROWS_BEYOND,
  });
  const items = rows.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return (
    <tbody>
      <Gap height={first?.start ?? 0} />
      {items.map(({ index, key }) => {
        const tag = tags[index];
        // The heading is the first row that a screen reader counts.
        return (
          tag && (
            <TagRow
              key={key}
              tag={tag}
              ref={rows.measureElement}
              data-index={index}
              aria-rowindex={index + 2}
            />
          )
        );
      })}
      <Gap height={rows.getTotalSize() - (last?.end ?? 0)} />
    </tbody>
  );
}

/** All tags, or those of one area; the search looks at names, descriptions, equipment and units. */
export function TagTable() {
  const { plant } = useTwin();
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const [search, setSearch] = useState("");
  const [area, setArea] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (tag: Tag): boolean => {
    if (area !== "" && tag.area !== area) return false;
    const text = `${tag.name} ${tag.description} ${tag.equipment} ${tag.unit} ${tag.kind}`;
    return words.every((word) => text.toLowerCase().includes(word));
  };
  const found = plant.plant.tags.filter(matches);
  return (
    <section className="table-view" aria-label="Tags" ref={setScroll}>
      <div className="table-tools">
        <input
          type="search"
          placeholder="Search tags: name, description, equipment …"
          aria-label="Search tags"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          data-testid="tag-search"
        />
        <AreaChoice area={area} onArea={setArea} />
        <span className="soft" role="status">
          {found.length} of {plant.tags.size} tags
        </span>
      </div>
      <table className="fixed" data-testid="tag-table" aria-rowcount={found.length + 1}>
        <thead>
          <tr>
            {COLUMNS.map(([heading, width]) => (
              <th
                key={heading}
                scope="col"
                className={NUMERIC.has(heading) ? "number" : ""}
                style={{ width }}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <Rows tags={found} scroll={scroll} />
      </table>
    </section>
  );
}
