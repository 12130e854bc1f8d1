/** Generated from the contracts of the code by `make generate`; do not edit. */

/** `diagrams.diagram_saved.v1`: A revision of a diagram: the description and the layout of one area. */
export interface DiagramSaved {
  /** Name of the area. */
  diagram: string;
  /** Number of the revision, from 1; what the plant is run by is revision 0. [1] */
  revision: number;
  /** Revision that it was made of. [1] */
  parent: number;
  /** User who saved it. */
  author: string;
  /** What was changed, in the user's words; may be empty. */
  note: string;
  /** Equipment, streams, instruments and controllers, as the text of an area file. */
  description: string;
  /** Where they are drawn, as the text of a layout file. */
  layout: string;
  /** Number of mistakes for which the simulator can not run it yet. [1] */
  problems: number;
  /** When it was saved. [ns] */
  time_ns: number;
}
