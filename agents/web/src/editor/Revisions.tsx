import { useEffect, useState } from "react";

import type { DiagramCalls, ElementChange, Revision } from "../core/diagramCalls";
import type { Attempt } from "../live/useAttempt";

interface RevisionsProps {
  calls: DiagramCalls;
  name: string;
  /** Revision that is open; the list is read again when it changes. */
  revision: number;
  attempt: Attempt["attempt"];
  onRestore: (revision: number) => void;
}

function Changes({ changes }: { changes: ElementChange[] }) {
  if (changes.length === 0) return <p className="soft">No difference.</p>;
  return (
    <ul className="changes" data-testid="changes">
      {changes.map(({ section, element, change, fields }) => (
        <li key={`${section}.${element}`} className={change}>
          <b>{element || section}</b> {change}
          {change === "changed" &&
            fields.map(({ field, old, new: now }) => (
              <span key={field} className="soft">
                {" "}
                {field} {JSON.stringify(old)} → {JSON.stringify(now)}
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** Revisions, newest first, with what each changed; an older one is taken up again as a new one. */
export function Revisions({ calls, name, revision, attempt, onRestore }: RevisionsProps) {
  const [revisions, setRevisions] = useState<Revision[]>([]);
  const [shown, setShown] = useState<{ number: number; changes: ElementChange[] } | null>(null);
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
  const show = async (number: number, older: number): Promise<void> =>
    setShown({ number, changes: await calls.diff(name, older, number) });
  return (
    <section className="revisions" aria-label="Revisions" data-testid="revisions">
      {revisions.map((each, place) => {
        const older = revisions[place + 1]?.revision ?? each.revision;
        const when = each.time === null ? "" : new Date(each.time).toLocaleString("en-GB");
        return (
          <div key={each.revision} className="revision">
            <b>{each.revision}</b> {each.author} <time>{when}</time>
            {each.problems > 0 && <span className="warning"> {each.problems} to correct</span>}
            <div className="soft">{each.note}</div>
            <button type="button" onClick={() => void attempt(() => show(each.revision, older))}>
              Changes
            </button>
            {place > 0 && (
              <button type="button" onClick={() => onRestore(each.revision)}>
                Take up again
              </button>
            )}
            {shown?.number === each.revision && <Changes changes={shown.changes} />}
          </div>
        );
      })}
    </section>
  );
}
