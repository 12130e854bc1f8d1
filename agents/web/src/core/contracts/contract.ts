/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Compatibility, ContractAction, ContractState, Verdict } from "./vocabulary";

/** `contract.declared.v1`: All that is known of one version of a contract, the system's own ones included. */
export interface ContractDeclared {
  /** Its topic, `<domain>.<noun>.v<N>`. */
  topic: string;
  /** Name without version. */
  name: string;
  /** Version; each one has a topic of its own. [1] */
  version: number;
  /** Who alone may supply it. */
  owner: string;
  /** What it is. */
  doc: string;
  /** Field whose value is the Kafka key. */
  key_field: string;
  /** What a later revision of the schema has to keep. */
  compatibility: Compatibility;
  /** Where it stands between declared and decommissioned. */
  state: ContractState;
  /** Newest revision of its Avro schema, as JSON text. */
  schema: string;
  /** How this version is made from a newer one, as JSON text; empty if it is supplied. */
  bridge: string;
  /** User who changed it last; `code` for the system's own contracts. */
  author: string;
  /** When it was changed last. [ns] */
  time_ns: number;
}

/** `contract.changed.v1`: Somebody changed a contract, or was refused to. */
export interface ContractChanged {
  /** Topic of the contract. */
  topic: string;
  /** What was asked for. */
  action: ContractAction;
  /** Whether it was done. */
  verdict: Verdict;
  /** Which rule refused it, or what was changed. */
  reason: string;
  /** User who asked. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}

/** `contract.supply_attempted.v1`: Somebody supplied messages of a contract, or was refused to. */
export interface SupplyAttempted {
  /** Topic of the contract. */
  topic: string;
  /** Whether all messages were taken; else none was. */
  verdict: Verdict;
  /** How many were supplied. [1] */
  messages: number;
  /** What is wrong with them; empty if they were taken. */
  reason: string;
  /** User who supplied. */
  author: string;
  /** When. [ns] */
  time_ns: number;
}
