import type { Symbol } from "../symbol";

const lying = <rect className="outline" x="1" y="2" width="98" height="96" rx="20" ry="48" />;
const standing = <rect className="outline" x="2" y="1" width="96" height="98" rx="48" ry="16" />;

/** Steam drum: a lying vessel, half full of boiling water. */
export const drum: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "inside",
  ports: {
    feedwater: { x: 1, y: 50, side: "left" },
    downcomer: { x: 25, y: 98, side: "bottom" },
    downcomer_b: { x: 15, y: 97, side: "bottom" },
    downcomer_c: { x: 35, y: 98, side: "bottom" },
    riser: { x: 78, y: 98, side: "bottom" },
    riser_b: { x: 68, y: 98, side: "bottom" },
    riser_c: { x: 58, y: 98, side: "bottom" },
    steam: { x: 75, y: 2, side: "top" },
  },
  drawing: (
    <>
      {lying}
      <path className="liquid" d="M1 55H99Q97 98 80 98H20Q3 98 1 55z" />
    </>
  ),
};

/** Gas/liquid separator: a standing vessel with a demister and liquid at its bottom. */
export const separator: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "inside",
  ports: {
    inlet: { x: 2, y: 50, side: "left" },
    gas_a: { x: 50, y: 1, side: "top" },
    gas_b: { x: 98, y: 26, side: "right" },
    liquid: { x: 50, y: 99, side: "bottom" },
  },
  drawing: (
    <>
      {standing}
      <path className="liquid" d="M2 70H98V83Q92 99 50 99Q8 99 2 83z" />
      <path className="detail thin" d="M2 22H98M2 28H98" strokeDasharray="3 3" />
    </>
  ),
};

/** Let-down drum: liquid comes in, gas leaves at the top. */
export const flashDrum: Symbol = {
  ...separator,
  ports: {
    inlet: { x: 2, y: 40, side: "left" },
    recycle: { x: 2, y: 60, side: "left" },
    gas: { x: 50, y: 1, side: "top" },
    liquid: { x: 50, y: 99, side: "bottom" },
  },
};

/** Gas volume in which two streams meet or part. */
export const gasVessel: Symbol = {
  fit: "stretch",
  turns: "mirrored",
  label: "centre",
  ports: {
    inlet_a: { x: 2, y: 35, side: "left" },
    inlet_b: { x: 50, y: 1, side: "top" },
    inlet_c: { x: 2, y: 65, side: "left" },
    outlet_a: { x: 98, y: 50, side: "right" },
    outlet_b: { x: 50, y: 99, side: "bottom" },
    outlet_c: { x: 98, y: 80, side: "right" },
  },
  drawing: standing,
};

/** Gas volume with an electric heating element. */
export const electricHeater: Symbol = {
  ...gasVessel,
  drawing: (
    <>
      {standing}
      <path className="detail" d="M24 97V72L32 62L38 82L46 62L54 82L62 62L68 82L76 72V97" />
    </>
  ),
};
