import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";

/** What is now, what is allowed, and how far one command may go. */
export function SetpointLimits({ tag, current }: { tag: Tag; current: number | null }) {
  const unit = formatUnit(tag.unit);
  const range = `${formatNumber(tag.low, tag)} to ${formatNumber(tag.high, tag)} ${unit}`;
  return (
    <dl className="facts">
      <dt>Now</dt>
      <dd data-testid="setpoint-current">
        {formatNumber(current, tag)} {unit}
      </dd>
      <dt>Allowed</dt>
      <dd>{tag.states.length > 0 ? tag.states.join(" or ") : range}</dd>
      {tag.max_step !== null && (
        <>
          <dt>Largest step</dt>
          <dd>
            {tag.max_step} {unit}
          </dd>
        </>
      )}
      {tag.settle_s !== null && (
        <>
          <dt>Time allowed</dt>
          <dd>{tag.settle_s} s</dd>
        </>
      )}
    </dl>
  );
}
