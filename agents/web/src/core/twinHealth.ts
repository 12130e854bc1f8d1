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
  rating: Rating | null;
  faults: Suspicion[];
  parameters: Parameter[];
}

/** Parameters of which the readings tell something. */
export function known(parameters: readonly Parameter[]): Parameter[] {
  return parameters.filter(({ deviation, prior }) => deviation < prior / 2);
}
