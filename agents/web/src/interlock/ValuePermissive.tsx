import { TagLink } from "../alarm/TagLink";
import type { Tag } from "../core/plant";
import { believedValue } from "../live/believedValue";
import { useReading } from "../live/useReading";
import { Fulfilment } from "./Fulfilment";
import { limitText, withUnit } from "./limitText";

interface ValuePermissiveProps {
  tag: Tag;
  /** What it means that it holds; empty if the limit says it. */
  meaning: string;
  side: "above" | "below";
  limit: number;
  holds: (value: number) => boolean;
}

/** A condition on the value of a tag. */
export function ValuePermissive({ tag, meaning, side, limit, holds }: ValuePermissiveProps) {
  const reading = useReading(tag);
  const value = believedValue(reading);
  return (
    <Fulfilment isFulfilled={value === null ? null : holds(value)}>
      {meaning} <TagLink tag={tag.name} /> {limitText(side, limit, tag)}, now{" "}
      {withUnit(reading.sample?.value ?? null, tag)}
    </Fulfilment>
  );
}
