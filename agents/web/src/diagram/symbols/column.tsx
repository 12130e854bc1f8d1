import type { Symbol } from "../symbol";

/** Section of a tray column: vapour rises on the left of the trays, liquid falls on the right. */
export const column: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "centre",
  ports: {
    vapour_outlet: { x: 50, y: 1, side: "top" },
    liquid_inlet: { x: 98, y: 10, side: "right" },
    feed: { x: 2, y: 10, side: "left" },
    vapour_inlet: { x: 98, y: 90, side: "right" },
    liquid_outlet: { x: 50, y: 99, side: "bottom" },
  },
  drawing: (
    <>
      <rect className="outline" x="2" y="1" width="96" height="98" rx="48" ry="6" />
      <path
        className="detail thin"
        d="M2 16H78M22 26H98M2 36H78M22 64H98M2 74H78M22 84H98"
        strokeDasharray="6 3"
      />
    </>
  ),
};
