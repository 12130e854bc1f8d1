import type { Symbol } from "../symbol";

const arrow = <path className="outline" d="M1 4H78L99 50L78 96H1z" />;

/** Where something enters the plant. */
export const source: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "centre",
  ports: { outlet: { x: 99, y: 50, side: "right" } },
  drawing: arrow,
};

/** Where something leaves the plant. */
export const sink: Symbol = {
  ...source,
  ports: { inlet: { x: 1, y: 50, side: "left" } },
};
