/** Links that pin what is seen: the moment, whose values they are, and the drawing as it is today. */

import type { Drawing } from "./drawing";

const DRAWING = "drawing";
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** What a drawing is known by: another one has another mark (FNV-1a, 32 bits). */
export function drawingMark(drawing: Drawing): string {
  const text = JSON.stringify({ ...drawing, connectors: [...drawing.connectors] });
  let mark = OFFSET;
  for (let place = 0; place < text.length; place++)
    mark = Math.imul(mark ^ text.charCodeAt(place), PRIME) >>> 0;
  return mark.toString(16).padStart(8, "0");
}

/** The address of a drawing at a moment (Unix milliseconds); what else it says of the page is kept. */
export function addressPinned(hash: string, drawing: Drawing, at: number): string {
  const known = new URLSearchParams(hash.slice(1));
  known.set("area", drawing.area);
  known.set("at", new Date(at).toISOString());
  known.set("shows", known.get("shows") ?? "plant");
  known.set(DRAWING, drawingMark(drawing));
  return `#${known}`;
}

/** Whether an address was made of this drawing; one that names none is of any. */
export function isOfDrawing(hash: string, drawing: Drawing): boolean {
  const mark = new URLSearchParams(hash.slice(1)).get(DRAWING);
  return mark === null || mark === drawingMark(drawing);
}
