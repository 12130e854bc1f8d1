import { useContext, type ComponentProps } from "react";

import { ORIGIN_WORD, TRUST_WORD, type Condition } from "../core/condition";
import { formatAge, formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { isSignificant, type Sample } from "../core/value";
import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";
import { useReading } from "../live/useReading";

type TagRowProps = { tag: Tag } & ComponentProps<"tr">;

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

function weightOf(sample: Sample): string {
  if (sample.residual_reason) return "soft";
  return isSignificant(sample) ? "significant" : "";
}

function sizeOf({ significance }: Sample): string {
  return significance === null ? "" : `${significance.toFixed(1)} sigma`;
}

/** The residual, heavy where the model can not explain the reading; held where it can not tell. */
function ResidualCell({ tag, sample }: { tag: Tag; sample: Sample | undefined }) {
  if (sample === undefined) return <td className="number">{formatNumber(null, tag)}</td>;
  const { residual, residual_reason: held } = sample;
  return (
    <td className={`number ${weightOf(sample)}`} title={held ? `held: ${held}` : sizeOf(sample)}>
      {formatNumber(residual, tag)}
      {held && <small> held</small>}
    </td>
  );
}

/** What is known of one tag; the other attributes are the table's. */
export function TagRow({ tag, ...row }: TagRowProps) {
  const { selection, selectTag } = useContext(SelectionContext);
  const { plant } = useTwin();
  const { sample, condition, desired } = useReading(tag);
  const selected = selection?.id === tag.name ? "selected" : "";
  return (
    <tr {...row} className={`trust-${condition.trust} ${selected}`} data-testid={`row-${tag.name}`}>
      <th scope="row">
        <button type="button" className="link" onClick={() => selectTag(tag.name)}>
          {tag.name}
        </button>
      </th>
      <td title={tag.description}>{tag.description}</td>
      <td className="soft">{plant.areaOf(tag.name)?.title}</td>
      <td className="number reported">{formatNumber(sample?.value, tag)}</td>
      <td>{formatUnit(tag.unit)}</td>
      <td className="number">{formatNumber(desired, tag)}</td>
      <td className="number simulated">{formatNumber(sample?.simulated, tag)}</td>
      <ResidualCell tag={tag} sample={sample} />
      <ConditionCells condition={condition} />
    </tr>
  );
}
