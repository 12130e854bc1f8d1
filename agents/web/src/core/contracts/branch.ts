/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { BranchAction, Verdict } from "./vocabulary";

/** `branch.changed.v1`: Somebody kept, replaced or deleted a branch over the exchange, or was refused to. */
export interface BranchChanged {
  /** Its name. */
  branch: string;
  /** What was asked for. */
  action: BranchAction;
  /** Whether it is done. */
  verdict: Verdict;
  /** What the branch writes, e.g. `FIC-101.SP=19`; empty if that can not be read. */
  written: string;
  /** Why it was refused; else empty. */
  reason: string;
  /** User who asked. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}
