import type { Symbol } from "../symbol";

/** Storage tank with a fixed conical roof. */
export const tank: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "inside",
  ports: {
    inlet_a: { x: 1, y: 30, side: "left" },
    inlet_b: { x: 1, y: 70, side: "left" },
    nitrogen: { x: 25, y: 0, side: "top" },
    vent: { x: 75, y: 0, side: "top" },
    overflow: { x: 99, y: 30, side: "right" },
    outlet_a: { x: 99, y: 85, side: "right" },
    outlet_b: { x: 60, y: 99, side: "bottom" },
  },
  drawing: (
    <>
      <path className="outline" d="M1 20L50 2L99 20V99H1z" />
      <path className="liquid" d="M1 55H99V99H1z" />
      <path className="detail" d="M1 20H99M25 0V11M75 0V11" />
    </>
  ),
};

/** Line full of liquid. */
export const line: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "centre",
  ports: {
    inlet: { x: 1, y: 50, side: "left" },
    outlet_a: { x: 99, y: 50, side: "right" },
    outlet_b: { x: 50, y: 90, side: "bottom" },
    outlet_c: { x: 50, y: 10, side: "top" },
  },
  drawing: <rect className="outline" x="1" y="10" width="98" height="80" rx="12" ry="40" />,
};
