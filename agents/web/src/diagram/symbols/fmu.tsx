import type { Symbol } from "../symbol";

const box = (
  <>
    <rect className="outline" x="1" y="1" width="98" height="98" />
    <path className="detail thin" d="M1 12H99M1 88H99" />
  </>
);

/** A volume whose equations are in an FMU: a box with two lines, as no apparatus has. */
export const fmuVolume: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "inside",
  ports: {
    inlet_a: { x: 1, y: 50, side: "left" },
    inlet_b: { x: 1, y: 25, side: "left" },
    inlet_c: { x: 1, y: 75, side: "left" },
    outlet_a: { x: 99, y: 50, side: "right" },
    outlet_b: { x: 99, y: 25, side: "right" },
    outlet_c: { x: 99, y: 75, side: "right" },
  },
  drawing: box,
};

/** A machine or line whose flow an FMU computes. */
export const fmuFlow: Symbol = {
  ...fmuVolume,
  ports: {
    inlet: { x: 1, y: 50, side: "left" },
    outlet: { x: 99, y: 50, side: "right" },
  },
};
