/** How one of several curves is drawn. */
export interface CurvePen {
  label: string;
  /** Colour, by its name in the style sheet. */
  colour: string;
  width: number;
  dash: number[];
  /** Whether what is null is only not noted then; else it is not known. */
  spansGaps: boolean;
}
