import type { Approval } from "../core/approvals";
import { formatNumber, formatUnit } from "../core/format";
import { useTwin } from "../live/twinContext";
import { useSample } from "../live/useSample";
import { Decision } from "./Decision";
import { TimeLeft } from "./TimeLeft";

function Change({ approval }: { approval: Approval }) {
  const tag = useTwin().plant.tags.get(approval.tag);
  const current = useSample(approval.tag)?.value ?? null;
  const shown = (value: number | null): string =>
    tag === undefined ? String(value) : formatNumber(value, tag);
  return (
    <span>
      {shown(current)} → {shown(approval.value)} {formatUnit(approval.unit)}
    </span>
  );
}

/** One setpoint which waits: what would change, who asked and why, and the time left. */
export function ApprovalEntry({ approval }: { approval: Approval }) {
  const description = useTwin().plant.tags.get(approval.tag)?.description;
  return (
    <article className="approval" data-testid={`approval-${approval.tag}`}>
      <h2>
        {approval.tag} <Change approval={approval} />
      </h2>
      <p className="soft">{description}</p>
      <p>
        {approval.author} asks{approval.reason && `: ${approval.reason}`}
      </p>
      <p>Critical: {approval.critical}.</p>
      <p>
        <TimeLeft endsAt={approval.endsAt} /> left, then it is refused.
      </p>
      <Decision approval={approval} />
    </article>
  );
}
