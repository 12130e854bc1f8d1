import { useState } from "react";

import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { AreaChoice } from "../table/AreaChoice";
import { Headings, type Column } from "../table/Headings";
import { RowsInSight } from "../table/RowsInSight";
import { TagRow } from "./TagRow";

const COLUMNS: readonly Column[] = [
  { heading: "Tag", width: "9em" },
  { heading: "Description", width: "auto" },
  { heading: "Area", width: "17em" },
  { heading: "Reported", width: "6em", isNumber: true },
  { heading: "Unit", width: "6em" },
  { heading: "Desired", width: "6em", isNumber: true },
  { heading: "Simulated", width: "6em", isNumber: true },
  { heading: "Residual", width: "6em", isNumber: true },
  { heading: "Alarm", width: "5em" },
  { heading: "Quality", width: "5em" },
  { heading: "Age", width: "4em", isNumber: true },
  { heading: "Origin", width: "5em" },
];

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
        <AreaChoice area={area} onArea={setArea} testId="tag-area" />
        <span className="soft" role="status">
          {found.length} of {plant.tags.size} tags
        </span>
      </div>
      <table className="fixed" data-testid="tag-table" aria-rowcount={found.length + 1}>
        <Headings columns={COLUMNS} />
        <RowsInSight
          items={found}
          keyOf={(tag) => tag.name}
          row={(tag, place) => <TagRow key={tag.name} tag={tag} {...place} />}
          columns={COLUMNS.length}
          scroll={scroll}
        />
      </table>
    </section>
  );
}
