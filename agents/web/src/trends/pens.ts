/** How the curves of a picture of trends are told apart: a colour and a number for each tag. */

/** Colour of the tag at a place, by its name in the style sheet. */
export const colourOf = (place: number): string => `--trend-${place + 1}`;

/** What of a tag is drawn, and how. */
export const PARTS = {
  reported: { word: "Plant", dash: [], width: 2 },
  simulated: { word: "Model", dash: [6, 4], width: 1.5 },
  desired: { word: "Desired", dash: [2, 3], width: 1.5 },
} as const;
export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as Part[];
