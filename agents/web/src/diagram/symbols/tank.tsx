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

/** Refrigerated tank: a domed roof, insulation between two walls. */
export const refrigeratedTank: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "inside",
  ports: {
    inlet_a: { x: 1, y: 32, side: "left" },
    inlet_b: { x: 1, y: 52, side: "left" },
    inlet_c: { x: 1, y: 88, side: "left" },
    vent: { x: 50, y: 0, side: "top" },
    vapour: { x: 80, y: 0, side: "top" },
    outlet_a: { x: 99, y: 70, side: "right" },
    outlet_b: { x: 99, y: 88, side: "right" },
  },
  drawing: (
    <>
      <path className="outline" d="M1 22Q1 1 50 1Q99 1 99 22V99H1z" />
      <path className="liquid" d="M7 55H93V94H7z" />
      <path className="detail" d="M7 25Q7 7 50 7Q93 7 93 25V94H7z" />
      <path className="detail thin" d="M1 22L7 26M99 22L93 26M1 99L7 94M99 99L93 94M80 0V5" />
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
