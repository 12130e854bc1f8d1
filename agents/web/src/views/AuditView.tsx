import { useCallback, useEffect, useState } from "react";

import { Refusal } from "../alarm/Refusal";
import { detailOf, type AuditEntry, type AuditPage, type AuditSearch } from "../core/audit";
import { formatMoment } from "../core/format";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";

const REFRESH_MS = 5_000;
const FIELDS = ["actor", "action", "subject"] as const;

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <details className="command" data-testid={`audit-${entry.sequence}`}>
      <summary className="audited">
        <span className="soft">{entry.sequence}</span>
        <time>{formatMoment(entry.time)}</time>
        <b>{entry.actor}</b>
        <span className={/refused|failed/.test(entry.action) ? "refusal" : ""}>{entry.action}</span>
        <span>{entry.subject}</span>
      </summary>
      <dl className="facts">
        {detailOf(entry).map(([name, text]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>hash</dt>
          <dd>{entry.hash}</dd>
        </div>
      </dl>
    </details>
  );
}

function Chain({ head, breaks }: AuditPage) {
  if (head === null) return <span className="soft">nothing yet</span>;
  return (
    <span className={breaks === 0 ? "soft" : "severe"} role="status" title={`head ${head}`}>
      {breaks === 0
        ? "each entry follows the one before; twin audit verify checks the hashes"
        : `${breaks} entries do not follow the one before: run twin audit verify`}
    </span>
  );
}

/** The newest page for a search, read again every five seconds, and what was asked for below it. */
function useAudit(search: AuditSearch) {
  const { exchange } = useTwin().twin;
  const [page, setPage] = useState<AuditPage | null>(null);
  const [older, setOlder] = useState<AuditEntry[]>([]);
  const { refusal, attempt } = useAttempt();
  const read = useCallback(() => exchange.audit(search, null), [exchange, search]);
  useEffect(() => {
    let current = true;
    const refresh = (): void => {
      // An exchange that is away shows in the header.
      void read().then(
        (found) => current && setPage(found),
        () => undefined,
      );
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [read]);
  const entries = [...(page?.entries ?? []), ...older];
  const unique = [...new Map(entries.map((entry) => [entry.sequence, entry])).values()];
  const more = (): void => {
    const last = unique.at(-1)?.sequence ?? null;
    void attempt(() =>
      exchange
        .audit(search, last)
        .then((found) => setOlder((known) => [...known, ...found.entries])),
    );
  };
  return { page, entries: unique, more, refusal };
}

function Log({ search }: { search: AuditSearch }) {
  const { page, entries, more, refusal } = useAudit(search);
  if (page === null) return <p className="soft">Reading the log …</p>;
  return (
    <>
      <p>
        <Chain {...page} />
      </p>
      {entries.map((entry) => (
        <Entry key={entry.sequence} entry={entry} />
      ))}
      {entries.length === 0 && <p className="soft">No entry matches.</p>}
      {entries.length > 0 && entries.at(-1)?.sequence !== 1 && (
        <button type="button" onClick={more} data-testid="audit-more">
          Older entries
        </button>
      )}
      <Refusal refusal={refusal} />
    </>
  );
}

/** Who did, tried or was refused what, newest first. */
export function AuditView() {
  const [search, setSearch] = useState<AuditSearch>({ actor: "", action: "", subject: "" });
  return (
    <section className="table-view" aria-label="Audit log" data-testid="audit">
      <div className="table-tools">
        {FIELDS.map((field) => (
          <input
            key={field}
            type="search"
            placeholder={`Find by ${field}`}
            aria-label={`Find by ${field}`}
            value={search[field]}
            data-testid={`audit-find-${field}`}
            onChange={(event) => setSearch({ ...search, [field]: event.target.value })}
          />
        ))}
      </div>
      <Log key={JSON.stringify(search)} search={search} />
    </section>
  );
}
