/** Generated from the contracts of the code by `make generate`; do not edit. */

import type {
  FaultPlace,
  Origin,
  Quality,
  ReleaseKind,
  ReleasePhase,
  SuspectedFault,
} from "./vocabulary";

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
  /** What the instrument should read, with its lag, in `unit`; void without `spread`. */
  expected: number;
  /** Standard deviation of reading minus `expected`, with the sensor's noise, in `unit`; 0 where the twin does not know it. */
  spread: number;
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
  /** The worse one of the two values' qualities; uncertain while they are too far apart in time. */
  quality: Quality;
  /** Source time of the measurement. [ns] */
  time_ns: number;
  /** What was measured minus what the instrument should read, in standard deviations of that difference; void without `spread`. */
  significance: number;
  /** That standard deviation in `unit`, with the sensor's noise; 0 where the twin does not know it. */
  spread: number;
  /** Why the quality is not good, such as that the model is behind; empty if it is. */
  reason: string;
}

/** `model.parameter_estimated.v1`: What the twin has learned of a slow parameter of the plant, once a minute. */
export interface ParameterEstimated {
  /** Name in the model, such as `R-101.activity`; `FV-101.travel` is how far an actuator is from where it is told to be, as a share of its whole travel. */
  parameter: string;
  /** Estimate; a factor on what is described. [1] */
  value: number;
  /** Its standard deviation. [1] */
  deviation: number;
  /** Value of the description. [1] */
  nominal: number;
  /** Standard deviation before anything was measured; one that is as large as that is of a parameter that no instrument tells anything about. [1] */
  prior: number;
  /** Run of the model that it belongs to. */
  run_id: string;
  /** When it was estimated. [ns] */
  time_ns: number;
}

/** `model.fault_suspected.v1`: What the twin thinks is wrong with a sensor or has changed in the plant; or is no longer. */
export interface FaultSuspected {
  /** Tag of the sensor, or parameter of the plant. */
  target: string;
  /** Whether the sensor lies or the plant has changed. */
  place: FaultPlace;
  /** `bias`, `drift` or `freeze` of a sensor, `change` of the plant. */
  fault: SuspectedFault;
  /** Whether it is still so. */
  present: boolean;
  /** Of the error in the tag's unit; of a parameter, how far it is from where it was. */
  size: number;
  /** Size in standard deviations; 0 of a frozen sensor. */
  significance: number;
  /** When it began to show. [ns] */
  since_ns: number;
  /** Run of the model that found it. */
  run_id: string;
  /** When this was said. [ns] */
  time_ns: number;
}

/** `model.twin_rated.v1`: How far the twin can be believed, every ten seconds. */
export interface TwinRated {
  /** Run of the model. */
  run_id: string;
  /** Product of the shares below. [1] */
  score: number;
  /** Of the compared readings, those within three standard deviations of the expected. [1] */
  within: number;
  /** 1 where readings are as near as the twin expects, less where they are not. [1] */
  consistent: number;
  /** Of the instruments, those with a good, fresh reading. [1] */
  seen: number;
  /** Of the boundary conditions, those with one. [1] */
  bounded: number;
  /** When it was rated. [ns] */
  time_ns: number;
}

/** `model.release_estimated.v1`: What comes out of one place of the process now, and how far it would reach, by a model. */
export interface ReleaseEstimated {
  /** Id of the pipe or piece of equipment. */
  place: string;
  /** `hole`, `safety_valve` and `flare` lead to the atmosphere, `tube_rupture` does not. */
  kind: ReleaseKind;
  /** Of what is at the opening. */
  phase: ReleasePhase;
  /** What comes out; of broken tubes, what the process loses. 0 if nothing does any more. [kg/s] */
  rate: number;
  /** Water or steam that enters the process through broken tubes. [kg/s] */
  entering: number;
  /** Of the jet when it has come down to the pressure of the atmosphere. [m/s] */
  speed: number;
  /** Before the opening. [K] */
  temperature: number;
  /** Whether it burns. */
  burning: boolean;
  /** Of combustion, if all of it burns; 0 of what does not. [W] */
  heat: number;
  /** Length of that flame. [m] */
  flame: number;
  /** Liquid that lies on the ground, without what evaporates of it. [kg] */
  pool: number;
  /** Downwind reach of the cloud above its lower flammable limit. [m] */
  flammable_length: number;
  /** Of that cloud, where it is widest. [m] */
  flammable_width: number;
  /** Of that cloud above the ground. [m] */
  flammable_height: number;
  /** Downwind reach of what is immediately dangerous to life or health. [m] */
  dangerous_length: number;
  /** Of that, where it is widest. [m] */
  dangerous_width: number;
  /** Speed for which these hold. [m/s] */
  wind: number;
  /** `model` of the twin, `instructor` of a training. */
  origin: Origin;
  /** When it was so. [ns] */
  time_ns: number;
}

/** `model.prediction_requested.v1`: Somebody wants to know what a value of a writable tag would do; nothing is written. */
export interface PredictionRequested {
  /** Of the command that it is for, or a number of its own. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value to try, in the tag's unit. */
  value: number;
  /** How far to look ahead; 0 takes what the tag may need to settle. [s] */
  horizon_s: number;
  /** User who asks. */
  author: string;
  /** When it was asked. [ns] */
  time_ns: number;
}

/** `model.branch_taken.v1`: The model as it is now, for somebody else to run ahead. */
export interface BranchTaken {
  /** Which request; empty if it is for the plant's own course. */
  request_id: string;
  /** Writable tag; empty if it is for the plant's own course, and nothing is written. */
  tag: string;
  /** Value to try, in the tag's unit. */
  value: number;
  /** How far to look ahead; 0 takes what the tag may need to settle. [s] */
  horizon_s: number;
  /** User who asks. */
  author: string;
  /** Run that it branches from. */
  run_id: string;
  /** Snapshot of the run, compressed with zlib. */
  state: string;
  /** Why the model may be off now; empty if nothing speaks against it. */
  doubt: string;
  /** When the snapshot was taken. [ns] */
  time_ns: number;
}

/** `model.setpoint_predicted.v1`: What a value of a writable tag would do, as the model has it. */
export interface SetpointPredicted {
  /** Which request. */
  request_id: string;
  /** Writable tag. */
  tag: string;
  /** Value that was tried, in the tag's unit. */
  value: number;
  /** User who asked. */
  author: string;
  /** Why there is no prediction; empty if there is one, else the fields below are void. */
  failure: string;
  /** Why the model may be off now; empty if nothing speaks against it. */
  doubt: string;
  /** Tag that shows the effect: for a setpoint what its controller reads. */
  shows: string;
  /** How far the model looked ahead. [s] */
  horizon_s: number;
  /** Whether the effect stays at the wanted value, within the tag's tolerance. */
  settles: boolean;
  /** After how long it does; 0 unless it settles. [s] */
  settled_s: number;
  /** Value of `shows` at the end. */
  final: number;
  /** Alarm limits that are crossed and were not before, as `<tag>.<limit>`. */
  crossed: string[];
  /** After how long each is crossed. */
  crossed_s: number[];
  /** Interlocks that trip, the first in front. */
  tripped: string[];
  /** After how long each trips. */
  tripped_s: number[];
  /** Times of the curve. */
  curve_s: number[];
  /** Values of `shows` at these times. */
  curve: number[];
  /** Run that the model branched from. */
  run_id: string;
  /** When it branched. [ns] */
  base_ns: number;
  /** When the prediction was made. [ns] */
  time_ns: number;
}

/** `model.course_predicted.v1`: Where the plant goes if nobody does anything, as the model has it. */
export interface CoursePredicted {
  /** Run that the model branched from. */
  run_id: string;
  /** Why there is no prediction; empty if there is one, else the fields below are void. */
  failure: string;
  /** Why the model may be off now; empty if nothing speaks against it. */
  doubt: string;
  /** How far the model looked ahead. [s] */
  horizon_s: number;
  /** Whether that is as far as was asked for. */
  complete: boolean;
  /** Tags with alarm limits. */
  tags: string[];
  /** Lowest value of each in the time ahead, in its unit. */
  lowest: number[];
  /** Highest value of each in the time ahead, in its unit. */
  highest: number[];
  /** Alarm limits that are crossed and were not before, as `<tag>.<limit>`. */
  crossed: string[];
  /** After how long each is crossed. */
  crossed_s: number[];
  /** Interlocks that trip, the first in front. */
  tripped: string[];
  /** After how long each trips. */
  tripped_s: number[];
  /** When it branched. [ns] */
  base_ns: number;
  /** When the prediction was made. [ns] */
  time_ns: number;
}
