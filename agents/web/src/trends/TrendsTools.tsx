import type { Trends } from "../core/trends/address";
import { WindowChoice } from "../trend/WindowChoice";
import { PART_NAMES, PARTS, type Part } from "./pens";

interface TrendsToolsProps {
  trends: Trends;
  change: (part: Partial<Trends>) => void;
  parts: ReadonlySet<Part>;
  onParts: (parts: ReadonlySet<Part>) => void;
  isEach: boolean;
  onEach: (isEach: boolean) => void;
  onExport: () => void;
}

function toggled(parts: ReadonlySet<Part>, part: Part): ReadonlySet<Part> {
  const others = new Set(parts);
  if (!others.delete(part)) others.add(part);
  return others;
}

/** What of the tags is drawn, over which time, and on which axes. */
export function TrendsTools(props: TrendsToolsProps) {
  const { trends, change, parts, onParts, isEach, onEach, onExport } = props;
  return (
    <div className="table-tools trends-tools">
      {PART_NAMES.map((part) => (
        <label key={part}>
          <input
            type="checkbox"
            checked={parts.has(part)}
            onChange={() => onParts(toggled(parts, part))}
            data-testid={`trends-${part}`}
          />{" "}
          <i className={`trend-dash ${part}`} aria-hidden="true" /> {PARTS[part].word}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={isEach}
          onChange={(event) => onEach(event.target.checked)}
          data-testid="trends-each"
        />{" "}
        An axis for each tag
      </label>
      <WindowChoice
        minutes={trends.zoom === null ? trends.minutes : null}
        onMinutes={(minutes) => change({ minutes, zoom: null })}
      />
      {trends.zoom !== null && (
        <button type="button" onClick={() => change({ zoom: null })} data-testid="trends-back">
          Back to what is live
        </button>
      )}
      <button type="button" onClick={onExport} data-testid="trends-csv">
        CSV
      </button>
    </div>
  );
}
