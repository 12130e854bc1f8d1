import { formatNumber } from "../core/format";
import type { Tag } from "../core/plant";
import type { Reading } from "../live/useReading";
import { badgeOf } from "./badge";
import { Scale } from "./Scale";

/** A mark that is too small to be read: where the value stands, or in large letters what is wrong. */
export function FarFace({ tag, reading }: { tag: Tag; reading: Reading }) {
  const { sample, condition, desired } = reading;
  const word = condition.alarm?.word ?? badgeOf(condition);
  if (word !== "") return <b className="far-word">{word}</b>;
  if (tag.states.length > 0)
    return <span className="far-word">{formatNumber(sample?.value, tag)}</span>;
  return <Scale tag={tag} sample={sample} desired={desired} fills />;
}
