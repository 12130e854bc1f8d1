import type { Symbol } from "../symbol";
import { bed } from "./ammonia";

/** Pipe: a piece of line between two flanges. */
export const pipe: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "below",
  ports: {
    inlet: { x: 1, y: 50, side: "left" },
    outlet: { x: 99, y: 50, side: "right" },
  },
  drawing: (
    <>
      <path className="outline" d="M3 25H97V75H3z" />
      <path className="detail" d="M2 5V95M98 5V95" />
    </>
  ),
};

/** Piece of a flue gas or air duct. */
export const duct: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "centre",
  ports: {
    inlet_a: { x: 1, y: 50, side: "left" },
    inlet_b: { x: 30, y: 1, side: "top" },
    inlet_c: { x: 70, y: 1, side: "top" },
    outlet_a: { x: 99, y: 50, side: "right" },
    outlet_b: { x: 70, y: 99, side: "bottom" },
    outlet_c: { x: 30, y: 99, side: "bottom" },
  },
  drawing: <path className="outline" d="M1 14L12 1H88L99 14V86L88 99H12L1 86z" />,
};

/** Waste-heat boiler: gas in tubes, boiling water around them. */
export const boiler: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "below",
  ports: {
    inlet: { x: 2, y: 62, side: "left" },
    outlet: { x: 98, y: 62, side: "right" },
    coolant_inlet: { x: 28, y: 8, side: "top" },
    coolant_outlet: { x: 72, y: 8, side: "top" },
  },
  drawing: (
    <>
      <path className="outline" d="M14 8H86Q98 8 98 50Q98 92 86 92H14Q2 92 2 50Q2 8 14 8z" />
      <path className="liquid" d="M14 36H86V92H14z" />
      <path className="detail" d="M14 8V92M86 8V92" />
      <path className="detail thin" d="M14 50H86M14 62H86M14 74H86" />
    </>
  ),
};

const TUBES = [26, 38, 50, 62, 74];

/** Fired reformer: catalyst tubes in a box with burners on its walls. */
export const firedReformer: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "dome",
  ports: {
    feed: { x: 50, y: 1, side: "top" },
    fuel: { x: 99, y: 22, side: "right" },
    fuel_b: { x: 99, y: 38, side: "right" },
    air: { x: 20, y: 99, side: "bottom" },
    product: { x: 74, y: 99, side: "bottom" },
    flue: { x: 1, y: 88, side: "left" },
  },
  drawing: (
    <>
      <rect className="outline" x="1" y="1" width="98" height="98" />
      <path className="detail" d="M20 13H80M20 90H80M74 90V99" />
      {TUBES.map((x) => (
        <rect key={x} className="catalyst" x={x - 3} y="13" width="6" height="77" />
      ))}
      {[26, 50, 74].flatMap((y) => [
        <path key={`left ${y}`} className="detail" d={`M1 ${y - 3}L13 ${y}L1 ${y + 3}`} />,
        <path key={`right ${y}`} className="detail" d={`M99 ${y - 3}L87 ${y}L99 ${y + 3}`} />,
      ])}
    </>
  ),
};

/** Secondary reformer: a bed of catalyst below the burner of the air. */
export const secondaryReformer: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "below",
  ports: {
    feed: { x: 2, y: 37, side: "left" },
    air: { x: 50, y: 1, side: "top" },
    product: { x: 98, y: 92, side: "right" },
  },
  drawing: (
    <>
      <path className="outline" d="M32 1H68V10L98 32V92Q98 99 50 99Q2 99 2 92V32L32 10z" />
      <rect className="catalyst" x="2" y="42" width="96" height="42" />
      <path className="detail" d="M50 1V22M38 30L50 22L62 30M2 42H98M2 84H98" />
    </>
  ),
};

/** Molecular sieve: a packed bed with lines of its own for regeneration. */
export const dryer: Symbol = {
  ...bed,
  ports: {
    inlet_a: { x: 2, y: 90, side: "left" },
    inlet_b: { x: 2, y: 50, side: "left" },
    inlet_c: { x: 30, y: 98, side: "bottom" },
    outlet_a: { x: 98, y: 9, side: "right" },
    outlet_b: { x: 98, y: 50, side: "right" },
    outlet_c: { x: 30, y: 2, side: "top" },
    regeneration: { x: 98, y: 90, side: "right" },
  },
};
