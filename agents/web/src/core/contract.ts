/** A contract as `GET /v1/contracts` lists it, and as one is shown with its fields. */
import type { Compatibility, ContractState } from "./contracts/vocabulary";

export interface ContractRow {
  contract: string;
  version: number;
  owner: string;
  compatibility: Compatibility;
  state: ContractState;
  consumers: string[];
  topic: string;
  key: string;
  doc: string;
  origin: "code" | "external";
  fed_from: number | null;
}

export interface ContractField {
  field: string;
  type: string;
  unit: string | null;
  meaning: string;
}

export interface ContractDetail extends ContractRow {
  fields: ContractField[];
  versions: number[];
}

/** One difference between two versions; `rule` names what it breaks. */
export interface ContractChange {
  field: string;
  what: string;
  before: string;
  after: string;
  rule: string | null;
}

/** The version before this one, if there is one to compare with. */
export function versionBefore(detail: ContractDetail): number | undefined {
  return detail.versions.filter((version) => version < detail.version).at(-1);
}
