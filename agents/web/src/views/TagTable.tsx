import { useContext, useState } from "react";

import { ORIGIN_WORD, TRUST_WORD, type Condition } from "../core/condition";
import { formatAge, formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";
import { useReading } from "../live/useReading";

function AlarmCell({ alarm }: Pick<Condition, "alarm">) {
  if (alarm === null) return <td />;
  return <td className={alarm.severe ? "severe" : "warning"}>{alarm.word}</td>;
}

function ConditionCells({ condition }: { condition: Condition }) {
  const origin = condition.origin === null ? "" : ORIGIN_WORD[condition.origin];
  return (
    <>
      <AlarmCell alarm={condition.alarm} />
      <td title={condition.reason}>{TRUST_WORD[condition.trust].toLowerCase() || "good"}</td>
      <td className="number">{formatAge(condition.age)}</td>
      <td>{origin.toLowerCase() || "plant"}</td>
    </>
  );
}

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

function TagRow({ tag }: { tag: Tag }) {
  const { selection, selectTag } = useContext(SelectionContext);
  const { plant } = useTwin();
  const { sample, condition, desired } = useReading(tag);
  const selected = selection?.id === tag.name ? "selected" : "";
  return (
    <tr className={`trust-${condition.trust} ${selected}`} data-testid={`row-${tag.name}`}>
      <th scope="row">
        <button type="button" className="link" onClick={() => selectTag(tag.name)}>
          {tag.name}
        </button>
      </th>
      <td>{tag.description}</td>
      <td className="soft">{plant.areaOf(tag.name)?.title}</td>
      <td className="number reported">{formatNumber(sample?.value, tag)}</td>
      <td>{formatUnit(tag.unit)}</td>
      <td className="number">{formatNumber(desired, tag)}</td>
      <td className="number simulated">{formatNumber(sample?.simulated, tag)}</td>
      <td className="number">{formatNumber(sample?.residual, tag)}</td>
      <ConditionCells condition={condition} />
    </tr>
  );
}

const HEADINGS = [
  "Tag",
  "Description",
  "Area",
  "Reported",
  "Unit",
  "Desired",
  "Simulated",
  "Residual",
  "Alarm",
  "Quality",
  "Age",
  "Origin",
];

const NUMERIC = new Set(["Reported", "Desired", "Simulated", "Residual", "Age"]);

/** All tags, or those of one area; the search looks at names, descriptions, equipment and units. */
export function TagTable() {
  const { plant } = useTwin();
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
    <section className="table-view" aria-label="Tags">
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
      <table data-testid="tag-table">
        <thead>
          <tr>
            {HEADINGS.map((heading) => (
              <th key={heading} scope="col" className={NUMERIC.has(heading) ? "number" : ""}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((tag) => (
            <TagRow key={tag.name} tag={tag} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
