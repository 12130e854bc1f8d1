/** A sample judged as time passes, for drawings that change only when what they say does. */

import { conditionOf, type Condition } from "./condition";
import type { Tag } from "./plant";
import type { Sample } from "./value";

/** How an age is put into words. */
export type AgeWords = (age: number | null) => string;

/**
 * Judges one sample at ever later moments (monotonic milliseconds).
 *
 * The condition is the same object for as long as it reads the same in these words.
 */
export function steadyCondition(
  sample: Sample | undefined,
  tag: Tag,
  words: AgeWords,
): (now: number) => Condition {
  let told: Condition | undefined;
  const readsAlike = (one: Condition, other: Condition): boolean =>
    one.trust === other.trust && one.reason === other.reason && words(one.age) === words(other.age);
  return (now) => {
    const condition = conditionOf(sample, tag, now);
    if (told === undefined || !readsAlike(told, condition)) told = condition;
    return told;
  };
}
