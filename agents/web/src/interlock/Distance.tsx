import type { Interlock, Tag } from "../core/plant";
import { marginOf } from "../core/standing";
import { withUnit } from "./limitText";

interface DistanceProps {
  interlock: Interlock;
  tag: Tag;
  /** Null if it can not be believed. */
  value: number | null;
}

/** How far the value is from where the interlock trips. */
export function Distance({ interlock, tag, value }: DistanceProps) {
  if (value === null) return <span>distance not known</span>;
  const margin = marginOf(interlock, value);
  const where = margin < 0 ? "beyond it" : "to the limit";
  return (
    <span>
      {withUnit(Math.abs(margin), tag)} {where}
    </span>
  );
}
