import { formatNumber, formatUnit } from "../core/format";
import { useTwin } from "../live/twinContext";

/** A value in the words of its tag: a mode's name, or a number with its unit. */
export function TagValue({ tag, value }: { tag: string; value: number | null }) {
  const known = useTwin().plant.tags.get(tag);
  if (known === undefined) return <>{value === null ? "—" : String(value)}</>;
  const unit = known.states.length > 0 || value === null ? "" : formatUnit(known.unit);
  return (
    <>
      {formatNumber(value, known)} {unit}
    </>
  );
}
