import { ORIGIN_BADGE, TRUST_BADGE, type Condition } from "../core/condition";

/** The words that say what hatching and dashes say; empty for a live and good value. */
export function badgeOf({ trust, origin }: Condition): string {
  const words = [TRUST_BADGE[trust], origin === null ? "" : ORIGIN_BADGE[origin]];
  return words.filter((word) => word !== "").join(" ");
}
