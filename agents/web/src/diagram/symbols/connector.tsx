import type { Symbol } from "../symbol";

const arrow = <path className="outline connector" d="M1 2H84L99 50L84 98H1z" />;

/** Off-page connector (ISO 10628-1): where a stream comes from another drawing. */
export const connectorIn: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "inside",
  ports: { end: { x: 99, y: 50, side: "right" } },
  drawing: arrow,
};

/** The same for a stream that goes to another drawing. */
export const connectorOut: Symbol = {
  ...connectorIn,
  ports: { end: { x: 1, y: 50, side: "left" } },
};
