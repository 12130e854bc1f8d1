import { useEffect, useState } from "react";

import type { Debrief } from "../core/training/training";
import { VerdictTable } from "./VerdictTable";

/** An address of a page that exists only in this browser. */
function useAddress(page: string): string {
  const [address] = useState(() => URL.createObjectURL(new Blob([page], { type: "text/html" })));
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return address;
}

/** Opens a page beside this one and asks how to print it; browsers offer PDF among the printers. */
function print(address: string): void {
  const opened = window.open(address) as (Window & typeof globalThis) | null;
  opened?.addEventListener("load", () => {
    // The page keeps to this one's policy, which allows no styles within a page.
    const sheet = new opened.CSSStyleSheet();
    sheet.replaceSync(opened.document.querySelector("style")?.textContent ?? "");
    opened.document.adoptedStyleSheets = [sheet];
    opened.print();
  });
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
        <button type="button" data-testid="debrief-print" onClick={() => print(address)}>
          Print it, or save it as PDF
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </section>
  );
}
