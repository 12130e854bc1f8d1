/** How well the twin follows its plant, as `GET /v1/twin/health` tells it. */

/** Shares from 0 to 1; the score is their product. */
export interface Rating {
  score: number;
  within: number;
  consistent: number;
  seen: number;
  bounded: number;
  time: string;
}

export interface Suspicion {
  /** Tag of a sensor, or parameter of a piece of equipment. */
  target: string;
  place: string;
  fault: string;
  size: number;
  unit: string;
  /** In standard deviations. */
  significance: number;
  since: string;
}

/** A slow parameter with its standard deviation; `prior` is what was known before any reading. */
export interface Parameter {
  parameter: string;
  value: number;
  deviation: number;
  nominal: number;
  prior: number;
}

export interface TwinHealth {
  /** Seconds that the model is behind plant time; null if it has not told any value yet. */
  behind_s: number | null;
  /** Why residuals are not judged and raise no alarm; empty while they are. */
  held: string;
  rating: Rating | null;
  faults: Suspicion[];
  parameters: Parameter[];
}

/** Parameters of which the readings tell something. */
export function known(parameters: readonly Parameter[]): Parameter[] {
  return parameters.filter(({ deviation, prior }) => deviation < prior / 2);
}
