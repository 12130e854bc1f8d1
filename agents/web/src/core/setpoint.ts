/** Checks a setpoint before it is sent; the commander checks it again. */

import { formatNumber, formatUnit } from "./format";
import type { Tag } from "./plant";

export type Checked = { ok: true; value: number } | { ok: false; problem: string };

/** A number as operators type it: decimal point or comma, no digit grouping. */
function parse(text: string): number {
  const trimmed = text.trim().replace(",", ".").replace("−", "-");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

function stepProblem(value: number, tag: Tag, current: number | null): string | null {
  if (tag.max_step === null || current === null) return null;
  if (Math.abs(value - current) <= tag.max_step * (1 + 1e-9)) return null;
  return `One command may move it by at most ${tag.max_step} ${formatUnit(tag.unit)}.`;
}

/** Parse and check `text` against the tag's limits and its `current` reported value. */
export function checkSetpoint(text: string, tag: Tag, current: number | null): Checked {
  const value = parse(text);
  if (!Number.isFinite(value)) return { ok: false, problem: "Enter a number." };
  if (value < tag.low || value > tag.high) {
    const range = `${formatNumber(tag.low, tag)} to ${formatNumber(tag.high, tag)}`;
    return { ok: false, problem: `Outside the range ${range} ${formatUnit(tag.unit)}.` };
  }
  const problem = stepProblem(value, tag, current);
  return problem === null ? { ok: true, value } : { ok: false, problem };
}
