import type { Reading } from "./useReading";

/** The value from which something may be concluded; null if it is bad or missing. */
export function believedValue({ sample, condition }: Reading): number | null {
  if (condition.trust === "bad" || condition.trust === "missing") return null;
  return sample?.value ?? null;
}
