/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Origin, Quality, WriteOutcome } from "./vocabulary";

/** `plant.measurement.v1`: A value that the plant reported, or the mark of a gap in what it reported. */
export interface Measurement {
  /** ISA-5.1 name of the instrument or controller parameter. */
  tag: string;
  /** Value in `unit`; NaN where there is none. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** OPC UA quality class of the value. */
  quality: Quality;
  /** Why the quality is not good; empty if it is. */
  reason: string;
  /** When the sensor or controller took the value. [ns] */
  source_time_ns: number;
  /** When the plant's server had it. [ns] */
  server_time_ns: number;
  /** When the adapter received it. [ns] */
  ingest_time_ns: number;
  /** Where the value comes from. */
  origin: Origin;
  /** Counts the adapter's messages for this tag since it started, gaps included. [1] */
  sequence: number;
  /** Whether it came later than its tag's rate allows: old when the adapter received it, or kept there while the bus was away. It is no live value. */
  late: boolean;
}

/** `plant.write_requested.v1`: The commander asks the adapter to write one value to the plant, once. */
export interface WriteRequested {
  /** Request that the write belongs to; the adapter writes once for each. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** The adapter refuses to write later than this. [ns] */
  not_after_ns: number;
}

/** `plant.write_begun.v1`: The adapter is about to write; it does so once this is on the bus, and never again. */
export interface WriteBegun {
  /** Request that the write belongs to. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value that will be written. */
  value: number;
  /** When the adapter took the request. [ns] */
  time_ns: number;
}

/** `plant.write_attempted.v1`: What became of a write to the plant. */
export interface WriteAttempted {
  /** Request that the write belongs to. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value that was to be written. */
  value: number;
  /** `done`, `refused` by the plant, or the plant was `unreachable`. */
  outcome: WriteOutcome;
  /** OPC UA status or the error; empty if done. */
  reason: string;
  /** When the adapter had the answer. [ns] */
  time_ns: number;
}
