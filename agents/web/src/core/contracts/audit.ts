/** Generated from the contracts of the code by `make generate`; do not edit. */

/** `audit.entry.v1`: One entry of the hash-chained audit log. */
export interface AuditEntry {
  /** Position in the chain, from 1. [1] */
  sequence: number;
  /** When the audited thing happened. [ns] */
  time_ns: number;
  /** Who did it. */
  actor: string;
  /** What was done, e.g. `setpoint.refused`. */
  action: string;
  /** To what, e.g. a tag. */
  subject: string;
  /** The audited record as JSON. */
  detail: string;
  /** Hash of the entry before; 64 zeros for the first. */
  previous_hash: string;
  /** SHA-256 over the other fields and `previous_hash`, hexadecimal. */
  hash: string;
}
