import { memo } from "react";

import type { Condition } from "../core/condition";
import { formatRoughAge } from "../core/format";
import type { Tag } from "../core/plant";
import { useReading } from "../live/useReading";
import { describe } from "./describe";
import { FarFace } from "./FarFace";
import { NearFace } from "./NearFace";

interface ValueMarkProps {
  tag: Tag;
  selected?: boolean;
  /** Whether it is too small to be read. */
  far?: boolean;
  onSelect: (tag: string) => void;
}

function markClass(condition: Condition, selected: boolean, far: boolean): string {
  const alarm = condition.alarm === null ? "" : condition.alarm.severe ? "severe" : "warning";
  const origin = condition.live || condition.origin === null ? "" : "not-live";
  const parts = ["mark", `trust-${condition.trust}`, alarm, origin];
  return [...parts, selected ? "selected" : "", far ? "far" : ""].join(" ");
}

/** One number, drawn once: reported, desired and simulated with unit, quality and age. */
export const ValueMark = memo(function ValueMark(props: ValueMarkProps) {
  const { tag, selected = false, far = false, onSelect } = props;
  const reading = useReading(tag, formatRoughAge);
  const { condition } = reading;
  const text = describe(tag, reading);
  const Face = far ? FarFace : NearFace;
  return (
    <button
      type="button"
      className={markClass(condition, selected, far)}
      data-testid={`mark-${tag.name}`}
      data-trust={condition.trust}
      data-origin={condition.origin ?? "none"}
      title={text}
      aria-label={text}
      onClick={() => onSelect(tag.name)}
    >
      <Face tag={tag} reading={reading} />
    </button>
  );
});
