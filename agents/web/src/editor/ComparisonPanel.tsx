import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";

import type { Revision } from "../core/diagramCalls";
import type { Compared } from "../core/editing/address";
import { KINDS, SIGNS, type Difference } from "../core/editing/differences";
import { sectionOf, textOf, type Sketch } from "../core/editing/sketch";
import type { Comparison } from "./useComparison";

interface ComparisonPanelProps {
  comparison: Comparison;
  revisions: readonly Revision[];
  onCompare: (compared: Compared | null) => void;
}

/** Nodes that show where a difference is: the element, or the ends of a pipe. */
function nodesOf(sketch: Sketch, { name }: Difference): { id: string }[] {
  const stream = sectionOf(sketch, "streams")[name];
  const ends = ["from", "to"].map((end) => textOf(stream, end).split(".")[0] ?? "");
  return [name, `mark:${name}`, ...ends].filter(Boolean).map((id) => ({ id }));
}

/** Brings the difference that is looked at into sight. */
function useInSight({ both, differences, place }: Comparison): void {
  const flow = useReactFlow();
  useEffect(() => {
    const one = differences[place];
    if (one !== undefined && one.name !== "")
      void flow.fitView({ nodes: nodesOf(both, one), maxZoom: 1.2, duration: 200 });
  }, [flow, both, differences, place]);
}

function Choice({
  label,
  value,
  numbers,
  onChoose,
}: {
  label: string;
  value: number | "draft";
  numbers: readonly (number | "draft")[];
  onChoose: (value: number | "draft") => void;
}) {
  return (
    <label>
      {label}{" "}
      <select
        value={value}
        data-testid={`compare-${label}`}
        onChange={({ target }) =>
          onChoose(target.value === "draft" ? "draft" : Number(target.value))
        }
      >
        {[...new Set([value, ...numbers])].map((each) => (
          <option key={each} value={each}>
            {each === "draft" ? "draft" : `revision ${each}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The differences between two revisions, one after the other. */
export function ComparisonPanel({ comparison, revisions, onCompare }: ComparisonPanelProps) {
  const { compared, differences, place, go, step } = comparison;
  useInSight(comparison);
  const numbers = revisions.map(({ revision }) => revision);
  const none = differences.length === 0;
  return (
    <section className="comparison" aria-label="Comparison" data-testid="comparison">
      <h3>What differs</h3>
      <p className="tools">
        <Choice
          label="older"
          value={compared.older}
          numbers={numbers}
          onChoose={(older) => older !== "draft" && onCompare({ ...compared, older })}
        />
        <Choice
          label="newer"
          value={compared.newer}
          numbers={["draft", ...numbers]}
          onChoose={(newer) => onCompare({ ...compared, newer })}
        />
      </p>
      <p role="status">
        {none ? "No difference." : countsOf(differences)}
        {place >= 0 && ` Difference ${place + 1} of ${differences.length}.`}
      </p>
      <p className="tools">
        <button type="button" disabled={none} onClick={() => step(-1)} data-testid="diff-previous">
          ← Previous
        </button>
        <button type="button" disabled={none} onClick={() => step(1)} data-testid="diff-next">
          Next →
        </button>
        <a href={window.location.hash} data-testid="diff-link">
          Link
        </a>
        <button type="button" onClick={() => onCompare(null)} data-testid="diff-close">
          Close
        </button>
      </p>
      <ol className="differences">
        {differences.map((one, number) => (
          <Row
            key={`${one.section}.${one.name}`}
            one={one}
            isCurrent={number === place}
            onGo={() => go(number)}
          />
        ))}
      </ol>
    </section>
  );
}

function countsOf(differences: readonly Difference[]): string {
  const counts = KINDS.map((kind) => [kind, differences.filter((d) => d.kind === kind).length]);
  return `${counts
    .filter(([, count]) => count !== 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")}.`;
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");

function Row({
  one: { name, section, kind, fields },
  isCurrent,
  onGo,
}: {
  one: Difference;
  isCurrent: boolean;
  onGo: () => void;
}) {
  return (
    <li aria-current={isCurrent ? "true" : undefined} className={`difference diff-${kind}`}>
      <button type="button" onClick={onGo} data-testid={`diff-${name || section}`}>
        <span aria-hidden="true">{SIGNS[kind]}</span> {name || section} {kind}
      </button>
      {isCurrent && kind !== "added" && kind !== "removed" && (
        <ul>
          {fields.map(({ field, old, new: now }) => (
            <li key={field}>
              {field}: {shown(old)} → {shown(now)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
