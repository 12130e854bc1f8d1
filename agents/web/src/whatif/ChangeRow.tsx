import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { checkChange, isBlank, type Change } from "../core/whatif/draft";
import { useTwin } from "../live/twinContext";
import { TextField } from "../users/TextField";
import { TagInput } from "./TagInput";

const isWritable = (tag: Tag): boolean => tag.writable;

interface ChangeRowProps {
  change: Change;
  /** How far ahead it is looked. */
  minutes: number;
  onChange: (change: Change) => void;
  onRemove: () => void;
}

function Value({
  change,
  tag,
  onText,
}: {
  change: Change;
  tag?: Tag;
  onText: (t: string) => void;
}) {
  if (tag === undefined || tag.states.length === 0)
    return (
      <TextField
        label={`Value${tag === undefined ? "" : `, ${formatUnit(tag.unit)}`}`}
        text={change.text}
        onText={onText}
        testId="whatif-value"
      />
    );
  return (
    <label className="field">
      State
      <select
        value={change.text}
        onChange={(event) => onText(event.target.value)}
        data-testid="whatif-value"
      >
        <option value="">—</option>
        {tag.states.map((state, place) => (
          <option key={state} value={place}>
            {state}
          </option>
        ))}
      </select>
    </label>
  );
}

function rangeOf(tag: Tag): string {
  if (tag.states.length > 0) return "";
  return `${formatNumber(tag.low, tag)} to ${formatNumber(tag.high, tag)} ${formatUnit(tag.unit)}`;
}

/** One write to try: tag, value within its range, and when. */
export function ChangeRow({ change, minutes, onChange, onRemove }: ChangeRowProps) {
  const { tags } = useTwin().plant;
  const tag = tags.get(change.tag);
  const checked = checkChange(change, tags, minutes);
  const wrong = !checked.ok && change.text !== "" ? checked.problem : "";
  const told = tag === undefined ? "" : `${tag.description}: ${rangeOf(tag)}`;
  return (
    <li className="row-form" data-testid="whatif-change">
      <TagInput
        label="Setpoint, output or mode"
        text={change.tag}
        onText={(name) => onChange({ ...change, tag: name, text: "" })}
        offered={isWritable}
        testId="whatif-tag"
      />
      <Value
        change={change}
        {...(tag !== undefined && { tag })}
        onText={(text) => onChange({ ...change, text })}
      />
      <TextField
        label="After, min"
        text={change.after}
        onText={(after) => onChange({ ...change, after })}
        testId="whatif-after"
        hint="0"
      />
      <button type="button" onClick={onRemove} disabled={isBlank(change)}>
        Remove
      </button>
      <span className={wrong === "" ? "soft" : "warning-words"} role="status">
        {wrong === "" ? told : `⚠ ${wrong}`}
      </span>
    </li>
  );
}
