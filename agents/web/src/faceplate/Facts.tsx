import { ORIGIN_WORD, TRUST_WORD } from "../core/condition";
import { formatAge, formatNumber, formatTime, formatUnit } from "../core/format";
import type { AlarmLimit, Tag } from "../core/plant";
import type { Origin } from "../core/value";
import type { Reading } from "../live/useReading";

const LIMITS: [AlarmLimit, string][] = [
  ["high_high", "HH"],
  ["high", "HI"],
  ["low", "LO"],
  ["low_low", "LL"],
];

function limitsOf(tag: Tag): string {
  const shown = LIMITS.flatMap(([limit, word]) => {
    const at = tag.alarms[limit];
    return at === undefined ? [] : [`${word} ${formatNumber(at, tag)}`];
  });
  return shown.length === 0 ? "none" : shown.join("  ");
}

function originOf(origin: Origin | null): string {
  return origin === null ? "—" : ORIGIN_WORD[origin].toLowerCase() || origin;
}

/** Rows of name and text: everything known about one value. */
function rowsOf(tag: Tag, { sample, condition }: Reading): [string, string][] {
  const unit = formatUnit(tag.unit);
  const { source_time = null, server_time = null, ingest_time = null } = sample ?? {};
  return [
    ["Quality", TRUST_WORD[condition.trust].toLowerCase() || "good"],
    ["Reason", condition.reason || "—"],
    ["Age", `${formatAge(condition.age)} (contract: ${tag.rate_s} s)`],
    ["Origin", originOf(condition.origin)],
    ["Range", `${formatNumber(tag.low, tag)} to ${formatNumber(tag.high, tag)} ${unit}`],
    ["Alarm limits", limitsOf(tag)],
    ["Source time", formatTime(source_time)],
    ["Server time", formatTime(server_time)],
    ["Ingest time", formatTime(ingest_time)],
  ];
}

export function Facts({ tag, reading }: { tag: Tag; reading: Reading }) {
  return (
    <dl className="facts" data-testid="facts">
      {rowsOf(tag, reading).map(([name, text]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
