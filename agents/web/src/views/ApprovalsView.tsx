import { ApprovalEntry } from "../approval/ApprovalEntry";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

/** Setpoints of critical tags which wait for a second person. */
export function ApprovalsView() {
  const approvals = useObservable(useTwin().twin.approvals);
  return (
    <section className="table-view" aria-label="Approvals" data-testid="approvals">
      {approvals.length === 0 && <p className="soft">Nothing waits for a second person.</p>}
      {approvals.map((approval) => (
        <ApprovalEntry key={approval.request_id} approval={approval} />
      ))}
    </section>
  );
}
