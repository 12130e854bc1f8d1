import { useEffect, useState } from "react";

import type { Debrief } from "../core/training/training";
import { VerdictTable } from "./VerdictTable";

/** An address of a page that exists only in this browser. */
function useAddress(page: string): string {
  const [address] = useState(() => URL.createObjectURL(new Blob([page], { type: "text/html" })));
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return address;
}

/** What came of a training that has ended. */
export function DebriefPanel({ debrief, onClose }: { debrief: Debrief; onClose: () => void }) {
  const { passed, score, pass_at, verdicts } = debrief.outcome;
  const address = useAddress(debrief.page);
  return (
    <section aria-label="Debrief" data-testid="debrief">
      <h2>{passed ? "Passed" : "Not passed"}</h2>
      <p role="status">
        {score} % of the points; {pass_at} % are needed.
      </p>
      <VerdictTable verdicts={verdicts} />
      <div className="table-tools">
        <a href={address} download="debrief.html" data-testid="debrief-page">
          The whole debrief, with curves
        </a>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </section>
  );
}
