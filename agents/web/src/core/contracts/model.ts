/** Generated from the contracts of the code by `make generate`; do not edit. */

import type { Origin, Quality } from "./vocabulary";

/** `model.simulated_value.v1`: What the model has for a tag at the same time as the plant. */
export interface SimulatedValue {
  /** ISA-5.1 name, the same as the plant's. */
  tag: string;
  /** Value in `unit`. */
  value: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** Uncertain where the model runs on boundary conditions that are not good. */
  quality: Quality;
  /** Why the quality is not good; empty if it is. */
  reason: string;
  /** Plant time the value belongs to. [ns] */
  time_ns: number;
  /** Run of the model that computed it. */
  run_id: string;
  /** Always `model` for the twin that follows the plant. */
  origin: Origin;
}

/** `model.residual.v1`: Plant minus model for one tag. */
export interface Residual {
  /** ISA-5.1 name. */
  tag: string;
  /** `measured - simulated` in `unit`. */
  residual: number;
  /** The plant's value. */
  measured: number;
  /** The model's value. */
  simulated: number;
  /** Engineering unit of the plant description. */
  unit: string;
  /** The worse one of the two values' qualities. */
  quality: Quality;
  /** Source time of the measurement. [ns] */
  time_ns: number;
}
