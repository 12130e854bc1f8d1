import type { Condition } from "../core/condition";
import { formatNumber, formatRoughAge, formatSubstance, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { useTwin } from "../live/twinContext";
import type { Reading } from "../live/useReading";
import { badgeOf } from "./badge";
import { Scale } from "./Scale";

function MarkHead({ label, condition }: { label: string; condition: Condition }) {
  return (
    <span className="mark-head">
      <span className="mark-tag">{label}</span>
      {condition.alarm !== null && <b className="badge alarm-badge">{condition.alarm.word}</b>}
      <span className="mark-age">{formatRoughAge(condition.age)}</span>
    </span>
  );
}

/** All a mark says, for who is near enough to read it. */
export function NearFace({ tag, reading }: { tag: Tag; reading: Reading }) {
  const substance = useTwin().plant.substanceOf(tag.name);
  const { sample, condition, desired } = reading;
  const badge = badgeOf(condition);
  return (
    <>
      <MarkHead label={tag.name} condition={condition} />
      <span className="mark-value">
        <span className="mark-number" data-testid={`value-${tag.name}`}>
          {formatNumber(sample?.value, tag)}
        </span>
        <span className="mark-unit">
          {formatUnit(tag.unit)} {formatSubstance(substance)}
        </span>
        {badge !== "" && <b className="badge">{badge}</b>}
      </span>
      <Scale tag={tag} sample={sample} desired={desired} />
    </>
  );
}
