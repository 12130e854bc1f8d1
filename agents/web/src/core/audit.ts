/** The audit log: who did, tried or was refused what. */

export interface AuditEntry {
  sequence: number;
  time: string;
  actor: string;
  action: string;
  subject: string;
  /** The audited message as JSON. */
  detail: string;
  hash: string;
}

export interface AuditPage {
  /** Newest first. */
  entries: AuditEntry[];
  /** Last entry of the whole log; null while there is none. */
  head: string | null;
  /** Entries that did not follow the one before them. */
  breaks: number;
}

export interface AuditSearch {
  actor: string;
  action: string;
  subject: string;
}

/** A text as a pattern: what is typed may be anywhere in it. */
const pattern = (text: string): string => (text === "" ? "*" : `*${text}*`);

/** The query of a page; `before` is a sequence, or null for the newest. */
export function auditQuery(search: AuditSearch, before: number | null): string {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(search)) query.set(name, pattern(text.trim()));
  if (before !== null) query.set("before", String(before));
  return query.toString();
}

/** What an entry holds, field by field, as text. */
export function detailOf({ detail }: AuditEntry): [string, string][] {
  try {
    const fields = JSON.parse(detail) as Record<string, unknown>;
    return Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  } catch {
    return [["detail", detail]];
  }
}
