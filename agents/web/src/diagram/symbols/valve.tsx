import type { Symbol } from "../symbol";

/** Control valve with a diaphragm actuator (ISO 10628-2). */
export const valve: Symbol = {
  fit: "keep",
  turns: "rotated",
  label: "below",
  ports: {
    inlet: { x: 2, y: 62, side: "left" },
    outlet: { x: 98, y: 62, side: "right" },
  },
  drawing: (
    <>
      <path className="outline" d="M2 36L98 88V36L2 88z" />
      <path className="detail" d="M50 62V26" />
      <path className="outline" d="M28 26A22 22 0 0 1 72 26z" />
    </>
  ),
};
