import type { Symbol } from "../symbol";

/** Tubular converter: catalyst tubes between two tube sheets, boiling water around them. */
export const reactor: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "dome",
  ports: {
    feed: { x: 50, y: 1, side: "top" },
    product: { x: 50, y: 99, side: "bottom" },
    coolant_inlet: { x: 2, y: 76, side: "left" },
    coolant_outlet: { x: 84, y: 4, side: "top" },
  },
  drawing: (
    <>
      <path className="outline" d="M2 14Q2 1 50 1Q98 1 98 14V86Q98 99 50 99Q2 99 2 86z" />
      <path className="detail" d="M2 15H98M2 85H98" />
      {[15, 32, 49, 66].map((x) => (
        <rect key={x} className="catalyst" x={x + 3} y="15" width="12" height="70" />
      ))}
    </>
  ),
};
