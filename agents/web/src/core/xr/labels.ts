/** Which labels hang in the room, where no page can lay them over the picture. */

export interface RoomLabel {
  id: string;
  /** m from the eye. */
  distance: number;
  /** 3 for what is selected, 2 for an alarm; else 0. */
  urgency: number;
}

export const MOST = 30;
const FARTHEST = 45; // m

/** What is urgent from any distance, then the nearest. */
export function nearestLabels<Label extends RoomLabel>(labels: readonly Label[]): Label[] {
  return labels
    .filter(({ urgency, distance }) => urgency > 0 || distance <= FARTHEST)
    .sort((a, b) => b.urgency - a.urgency || a.distance - b.distance)
    .slice(0, MOST);
}

const ANGLE = 0.014; // of a label's height: 0.8 degrees
const LOWEST = 0.01; // m

/** Height of a label in m, such that it can be read from that far. */
export function labelHeight(distance: number): number {
  return Math.max(LOWEST, ANGLE * distance);
}
