import type { ReactNode } from "react";

import type { Symbol } from "../symbol";

/** Shell, two tube sheets and tubes. */
const shellAndTubes: ReactNode = (
  <>
    <path className="outline" d="M14 8H86Q98 8 98 50Q98 92 86 92H14Q2 92 2 50Q2 8 14 8z" />
    <path className="detail" d="M14 8V92M86 8V92" />
    <path className="detail thin" d="M14 30H86M14 50H86M14 70H86" />
  </>
);

const SHAPE = {
  fit: "stretch",
  turns: "mirrored",
  label: "below",
  drawing: shellAndTubes,
} as const;

/** Feed/effluent exchanger: the cold feed runs through the tubes, the hot effluent outside. */
export const feedEffluent: Symbol = {
  ...SHAPE,
  ports: {
    cold_inlet: { x: 2, y: 50, side: "left" },
    cold_outlet: { x: 98, y: 50, side: "right" },
    hot_inlet: { x: 72, y: 92, side: "bottom" },
    hot_outlet: { x: 28, y: 92, side: "bottom" },
  },
};

/** Plate exchanger of two liquids. */
export const liquidExchanger: Symbol = {
  ...feedEffluent,
  drawing: (
    <>
      <rect className="outline" x="2" y="8" width="96" height="84" />
      <path className="detail thin" d="M18 8V92M34 8V92M50 8V92M66 8V92M82 8V92" />
      <path className="detail" d="M2 50L18 30L34 70L50 30L66 70L82 30L98 50" />
    </>
  ),
};

/** Water-cooled condenser: the process runs through the tubes. */
export const cooler: Symbol = {
  ...SHAPE,
  ports: {
    hot_inlet: { x: 2, y: 50, side: "left" },
    hot_outlet: { x: 98, y: 50, side: "right" },
    water_inlet: { x: 14, y: 92, side: "bottom" },
    water_outlet: { x: 86, y: 92, side: "bottom" },
  },
};

/** Condenser above its reflux drum. */
export const condenserDrum: Symbol = {
  ...SHAPE,
  turns: "never",
  ports: {
    vapour: { x: 2, y: 50, side: "left" },
    water_inlet: { x: 28, y: 8, side: "top" },
    water_outlet: { x: 98, y: 70, side: "right" },
    gas: { x: 98, y: 25, side: "right" },
    reflux: { x: 28, y: 92, side: "bottom" },
    product: { x: 72, y: 92, side: "bottom" },
  },
};

/** Steam-heated reboiler with the sump of its column. */
export const reboiler: Symbol = {
  ...SHAPE,
  turns: "never",
  ports: {
    liquid_inlet: { x: 2, y: 50, side: "left" },
    vapour: { x: 28, y: 8, side: "top" },
    liquid: { x: 98, y: 50, side: "right" },
    steam: { x: 28, y: 92, side: "bottom" },
    condensate: { x: 72, y: 92, side: "bottom" },
  },
};

/** Water-cooled liquid cooler: the process runs through the tubes. */
export const liquidCooler: Symbol = {
  ...SHAPE,
  ports: {
    inlet: { x: 2, y: 50, side: "left" },
    outlet_a: { x: 98, y: 25, side: "right" },
    outlet_b: { x: 98, y: 50, side: "right" },
    outlet_c: { x: 98, y: 75, side: "right" },
    water_inlet: { x: 14, y: 92, side: "bottom" },
    water_outlet: { x: 86, y: 92, side: "bottom" },
  },
};
