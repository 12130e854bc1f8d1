import { useContext } from "react";

import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { scalePlaces } from "../core/scale";
import { SelectionContext } from "../diagram/selection";
import { useReading, type Reading } from "../live/useReading";
import { badgeOf } from "../mark/badge";
import { describe } from "../mark/describe";
import { LoopBar } from "./LoopBar";

interface LoopPartProps {
  word: string;
  tag: Tag;
  /** Where the setpoint's mark stands, if there is one. */
  mark?: number | null;
  hasBar: boolean;
}

const MODE: Record<string, string> = { MAN: "manual", AUTO: "automatic", CAS: "cascade" };

/** The value in words and with its unit; of one that is not good, why. */
function LoopValue({ tag, reading: { sample, condition } }: { tag: Tag; reading: Reading }) {
  const value = formatNumber(sample?.value, tag);
  const badge = badgeOf(condition);
  return (
    <span className="loop-value">
      {tag.kind === "mode" && <span className="soft">{MODE[value]} </span>}
      <b>{value}</b> {formatUnit(tag.unit)} {badge !== "" && <b className="badge">{badge}</b>}
    </span>
  );
}

/** One part of a loop, which leads to its tag. */
export function LoopPart({ word, tag, mark = null, hasBar }: LoopPartProps) {
  const { selection, selectTag } = useContext(SelectionContext);
  const reading = useReading(tag);
  const isShown = selection?.kind === "tag" && selection.id === tag.name;
  return (
    <button
      type="button"
      className={`loop-row trust-${reading.condition.trust}`}
      aria-current={isShown || undefined}
      title={describe(tag, reading)}
      data-testid={`loop-${tag.name}`}
      onClick={() => selectTag(tag.name)}
    >
      <span className="soft">{word}</span>
      {hasBar ? <LoopBar {...scalePlaces(tag, reading.sample, mark)} /> : <span />}
      <LoopValue tag={tag} reading={reading} />
    </button>
  );
}
