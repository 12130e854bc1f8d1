/** The model's values as values of their own: what its screen shows where the plant's has readings. */

import { LiveValues } from "./liveValues";
import type { Sample } from "./value";

/** Seconds since the time for which the model gives its value; null if there is none to count from. */
function ageOf({ age_s, source_time, simulated_time }: Sample): number | null {
  if (age_s === null || source_time === null || simulated_time === null) return null;
  return age_s + (Date.parse(source_time) - Date.parse(simulated_time)) / 1000;
}

function qualityOf({ simulated, simulated_reason }: Sample): Pick<Sample, "quality" | "reason"> {
  if (simulated === null) return { quality: "bad", reason: "the model has no value of it" };
  if (simulated_reason !== "") return { quality: "uncertain", reason: simulated_reason };
  return { quality: "good", reason: null };
}

/** What the model says of a tag, with its own time, age and doubt. */
export function ofModel(sample: Sample): Sample {
  const age = ageOf(sample);
  return {
    ...sample,
    ...qualityOf(sample),
    value: sample.simulated,
    origin: "model",
    source_time: sample.simulated_time,
    server_time: null,
    ingest_time: null,
    age_s: age === null ? null : Math.max(0, age),
  };
}

/** Reads the values of a twin, and gives the model's of them. */
export class ModelValues extends LiveValues {
  private readonly made = new WeakMap<Sample, Sample>();

  constructor(private readonly of: LiveValues) {
    super(
      () => Infinity,
      (run) => run(),
    );
  }

  override get(tag: string): Sample | undefined {
    const sample = this.of.get(tag);
    return sample && this.madeOf(sample);
  }

  override all(): Sample[] {
    return this.of.all().map((sample) => this.madeOf(sample));
  }

  override subscribe(tag: string, listener: () => void): () => void {
    return this.of.subscribe(tag, listener);
  }

  /** The same object for the same sample, so that nothing is drawn twice. */
  private madeOf(sample: Sample): Sample {
    const made = this.made.get(sample) ?? ofModel(sample);
    this.made.set(sample, made);
    return made;
  }
}
