import { useMemo } from "react";

import { TagLink } from "../alarm/TagLink";
import { formatNumber, formatUnit } from "../core/format";
import type { History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Window } from "../core/trends/address";
import { summaryOf, valueAt } from "../core/trends/reading";
import type { Cursors } from "./options";
import { colourOf } from "./pens";

interface TrendRowProps {
  tag: Tag;
  place: number;
  history: History;
  window: Window;
  at: number;
  cursors: Cursors;
  onRemove: (tag: string) => void;
}

const change = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : b - a;

/** Plant and model at a moment, the plant at both cursors, and over the time that is shown. */
function numbersOf({ tag, history, window, at, cursors: { a, b } }: TrendRowProps): string[] {
  const { t, reported, simulated } = history;
  const then = (time: number | null): number | null =>
    time === null ? null : valueAt(t, reported, time);
  const summary = summaryOf(t, reported, window);
  const [atA, atB] = [then(a), then(b)];
  const all = [valueAt(t, reported, at), valueAt(t, simulated, at), atA, atB, change(atA, atB)];
  const over = [summary?.least, summary?.mean, summary?.most];
  return [...all, ...over].map((value) => formatNumber(value, tag));
}

/** One tag of a picture of trends: how it is drawn, and what is read off it. */
export function TrendRow(props: TrendRowProps) {
  const { tag, place, history, window, at, cursors, onRemove } = props;
  const numbers = useMemo(
    () => numbersOf({ tag, place, history, window, at, cursors, onRemove }),
    [tag, place, history, window, at, cursors, onRemove],
  );
  return (
    <tr data-testid={`trend-${tag.name}`}>
      <th scope="row">
        <i className="trend-swatch" style={{ background: `var(${colourOf(place)})` }} />
        <TagLink tag={tag.name} />
      </th>
      <td>{tag.description}</td>
      {numbers.map((number, column) => (
        <td key={column} className="number">
          {number}
        </td>
      ))}
      <td>{formatUnit(tag.unit)}</td>
      <td>
        <button type="button" aria-label={`Remove ${tag.name}`} onClick={() => onRemove(tag.name)}>
          ✕
        </button>
      </td>
    </tr>
  );
}
