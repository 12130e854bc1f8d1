import type { Symbol } from "../symbol";

/** Centrifugal compressor: a circle whose lines close in the direction of flow. */
export const compressor: Symbol = {
  fit: "keep",
  turns: "mirrored",
  label: "below",
  ports: {
    inlet: { x: 2, y: 50, side: "left" },
    outlet: { x: 98, y: 50, side: "right" },
  },
  drawing: (
    <>
      <circle className="outline" cx="50" cy="50" r="48" />
      <path className="detail" d="M16 16L91 34M16 84L91 66" />
    </>
  ),
};
