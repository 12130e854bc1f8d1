import type { Symbol } from "../symbol";

/** Centrifugal pump: a circle with a triangle that points in the direction of flow. */
export const pump: Symbol = {
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
      <path className="detail" d="M50 2L98 50L50 98" />
    </>
  ),
};
