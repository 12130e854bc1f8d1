/** Which labels are drawn: what is selected or in alarm, then what is near, none over another. */

export interface Candidate {
  id: string;
  /** Middle of its lower edge on the screen, in pixels. */
  x: number;
  y: number;
  /** m from the camera. */
  distance: number;
  /** Pixels that its text needs. */
  width: number;
  /** Shown from any distance: 3 for what is selected, 2 for an alarm, 1 for an area; else 0. */
  urgency: number;
}

const HEIGHT = 18;
const MOST = 60;

function overlaps(a: Candidate, b: Candidate): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < HEIGHT;
}

/** Those to be drawn; what is further away than `farthest` is not, unless it is urgent. */
export function chosenLabels(candidates: readonly Candidate[], farthest: number): Candidate[] {
  const wanted = candidates
    .filter(({ urgency, distance }) => urgency > 0 || distance <= farthest)
    .sort((a, b) => b.urgency - a.urgency || a.distance - b.distance);
  const chosen: Candidate[] = [];
  for (const each of wanted) {
    if (chosen.length === MOST) break;
    if (each.urgency === 3 || !chosen.some((other) => overlaps(each, other))) chosen.push(each);
  }
  return chosen;
}
