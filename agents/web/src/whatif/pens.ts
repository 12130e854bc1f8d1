/** How curves of what-ifs are drawn: what was is the plant's pen, what would be the model's. */

import type { CurvePen } from "../trend/curvePen";

const WITHOUT: CurvePen = {
  label: "without",
  colour: "--pen-simulated",
  width: 1.5,
  dash: [6, 4],
  spansGaps: true,
};

export const answerPens: readonly CurvePen[] = [
  { label: "what was", colour: "--pen-reported", width: 3, dash: [], spansGaps: false },
  WITHOUT,
  { label: "with it", colour: "--pen-simulated", width: 2, dash: [], spansGaps: true },
];

export function bothPens(name: string, other: string): readonly CurvePen[] {
  return [
    WITHOUT,
    { label: name, colour: "--pen-simulated", width: 2, dash: [], spansGaps: true },
    { label: other, colour: "--pen-desired", width: 2, dash: [10, 3, 2, 3], spansGaps: true },
  ];
}
