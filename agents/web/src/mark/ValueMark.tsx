import { memo } from "react";

import { formatRoughAge } from "../core/format";
import type { Tag } from "../core/plant";
import { useReading } from "../live/useReading";
import { describe } from "./describe";
import { markClass } from "./markClass";
import { NearFace } from "./NearFace";

export interface MarkProps {
  tag: Tag;
  selected?: boolean;
  onSelect: (tag: string) => void;
}

/** One number, drawn once: reported, desired and simulated with unit, quality and age. */
export const ValueMark = memo(function ValueMark({ tag, selected = false, onSelect }: MarkProps) {
  const reading = useReading(tag, formatRoughAge);
  const { condition } = reading;
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
      <NearFace tag={tag} reading={reading} />
    </button>
  );
});
