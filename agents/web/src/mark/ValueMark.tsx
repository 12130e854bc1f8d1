import { memo } from "react";

import { ORIGIN_BADGE, TRUST_BADGE, type Condition } from "../core/condition";
import { formatRoughAge, formatNumber, formatSubstance, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import { useReading } from "../live/useReading";
import { describe } from "./describe";
import { Scale } from "./Scale";

interface ValueMarkProps {
  tag: Tag;
  selected?: boolean;
  onSelect: (tag: string) => void;
}

function markClass(condition: Condition, selected: boolean): string {
  const alarm = condition.alarm === null ? "" : condition.alarm.severe ? "severe" : "warning";
  const origin = condition.live || condition.origin === null ? "" : "not-live";
  return ["mark", `trust-${condition.trust}`, alarm, origin, selected ? "selected" : ""].join(" ");
}

/** The words that say what hatching and dashes say. */
function Badge({ condition }: { condition: Condition }) {
  const origin = condition.origin === null ? "" : ORIGIN_BADGE[condition.origin];
  const words = [TRUST_BADGE[condition.trust], origin].filter((word) => word !== "");
  return words.length === 0 ? null : <b className="badge">{words.join(" ")}</b>;
}

function MarkHead({ label, condition }: { label: string; condition: Condition }) {
  return (
    <span className="mark-head">
      <span className="mark-tag">{label}</span>
      {condition.alarm !== null && <b className="badge alarm-badge">{condition.alarm.word}</b>}
      <span className="mark-age">{formatRoughAge(condition.age)}</span>
    </span>
  );
}

/** One number, drawn once: reported, desired and simulated with unit, quality and age. */
export const ValueMark = memo(function ValueMark(props: ValueMarkProps) {
  const { tag, selected = false, onSelect } = props;
  const substance = useTwin().plant.substanceOf(tag.name);
  const reading = useReading(tag, formatRoughAge);
  const { sample, condition, desired } = reading;
  const text = describe(tag, reading);
  return (
    <button
      type="button"
      className={markClass(condition, selected)}
      data-testid={`mark-${tag.name}`}
      data-trust={condition.trust}
      data-origin={condition.origin ?? "none"}
      title={text}
      aria-label={text}
      onClick={() => onSelect(tag.name)}
    >
      <MarkHead label={tag.name} condition={condition} />
      <span className="mark-value">
        <span className="mark-number" data-testid={`value-${tag.name}`}>
          {formatNumber(sample?.value, tag)}
        </span>
        <span className="mark-unit">
          {formatUnit(tag.unit)} {formatSubstance(substance)}
        </span>
        <Badge condition={condition} />
      </span>
      <Scale tag={tag} sample={sample} desired={desired} />
    </button>
  );
});
