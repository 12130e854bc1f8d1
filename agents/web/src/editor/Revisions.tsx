import { useEffect, useState } from "react";

import type { DiagramCalls, Revision } from "../core/diagramCalls";
import type { Compared } from "../core/editing/address";

interface RevisionsProps {
  revisions: readonly Revision[];
  onCompare: (compared: Compared) => void;
  onRestore: (revision: number) => void;
}

/** Revisions of a diagram, newest first; read again when another one is saved. */
export function useRevisions(calls: DiagramCalls, name: string, revision: number): Revision[] {
  const [revisions, setRevisions] = useState<Revision[]>([]);
  useEffect(() => {
    let current = true;
    // A diagram that was never saved has none; an exchange that is away shows in the header.
    const none = (): Revision[] => [];
    void calls
      .revisions(name)
      .catch(none)
      .then((found) => current && setRevisions(found));
    return () => {
      current = false;
    };
  }, [calls, name, revision]);
  return revisions;
}

/** Revisions, compared on the drawing; an older one is taken up again as a new one. */
export function Revisions({ revisions, onCompare, onRestore }: RevisionsProps) {
  return (
    <section className="revisions" aria-label="Revisions" data-testid="revisions">
      {revisions.map(({ revision, author, time, problems, note }, place) => {
        const older = revisions[place + 1]?.revision;
        const when = time === null ? "" : new Date(time).toLocaleString("en-GB");
        return (
          <div key={revision} className="revision">
            <b>{revision}</b> {author} <time>{when}</time>
            {problems > 0 && <span className="warning"> {problems} to correct</span>}
            <div className="soft">{note}</div>
            {older !== undefined && (
              <button
                type="button"
                title={`What revision ${revision} changed, on the drawing`}
                data-testid={`changes-${revision}`}
                onClick={() => onCompare({ older, newer: revision })}
              >
                Changes
              </button>
            )}
            <button
              type="button"
              title={`What differs between revision ${revision} and what is drawn now`}
              data-testid={`against-draft-${revision}`}
              onClick={() => onCompare({ older: revision, newer: "draft" })}
            >
              Against the draft
            </button>
            {place > 0 && (
              <button type="button" onClick={() => onRestore(revision)}>
                Take up again
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}
