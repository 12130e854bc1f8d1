import { Fragment } from "react";

import type { PortPlace, Symbol } from "../symbol";
import { compressor } from "./compressor";
import { cooler } from "./exchanger";
import { valve } from "./valve";
import { gasVessel } from "./vessel";

/** Non-return valve: a valve body without an actuator. */
export const checkValve: Symbol = {
  ...valve,
  drawing: (
    <>
      <path className="outline" d="M2 36L98 88V36L2 88z" />
      <path className="detail" d="M2 36L98 88" />
    </>
  ),
};

/** Header in which three lines meet and from which four part. */
export const manifold: Symbol = {
  ...gasVessel,
  ports: {
    inlet_a: { x: 2, y: 35, side: "left" },
    inlet_b: { x: 30, y: 1, side: "top" },
    inlet_c: { x: 70, y: 1, side: "top" },
    outlet_a: { x: 98, y: 65, side: "right" },
    outlet_b: { x: 98, y: 25, side: "right" },
    outlet_c: { x: 98, y: 45, side: "right" },
    outlet_d: { x: 50, y: 99, side: "bottom" },
  },
};

/** Space between two catalyst beds into which quench gas flows. */
export const quench: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "inside",
  ports: {
    feed: { x: 50, y: 1, side: "top" },
    quench: { x: 2, y: 50, side: "left" },
    outlet: { x: 50, y: 99, side: "bottom" },
  },
  drawing: <rect className="outline" x="2" y="1" width="96" height="98" />,
};

/** Adiabatic bed of catalyst. */
export const bed: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "dome",
  ports: { feed: { x: 50, y: 1, side: "top" }, product: { x: 50, y: 99, side: "bottom" } },
  drawing: (
    <>
      <path className="outline" d="M2 14Q2 1 50 1Q98 1 98 14V86Q98 99 50 99Q2 99 2 86z" />
      <rect className="catalyst" x="2" y="15" width="96" height="70" />
      <path className="detail" d="M2 15H98M2 85H98" />
    </>
  ),
};

/** Single centrifugal stage. */
export const stage: Symbol = {
  ...compressor,
  ports: {
    inlet_a: { x: 2, y: 50, side: "left" },
    outlet_a: { x: 98, y: 50, side: "right" },
  },
};

/**
 * Casings on one shaft. Gas enters the first from the left; between casings it leaves and comes
 * back below, where coolers stand.
 */
export function train(stages: string): Symbol {
  const width = 100 / stages.length;
  const ports: Record<string, PortPlace> = {};
  const casings = [...stages].map((name, place) => {
    const left = place * width;
    const [suction, discharge] = [left + 0.15 * width, left + 0.65 * width];
    ports[`inlet_${name}`] = { x: suction, y: 100, side: "bottom" };
    ports[`outlet_${name}`] = { x: discharge, y: 100, side: "bottom" };
    const right = left + 0.85 * width;
    return (
      <Fragment key={name}>
        <path
          className="detail"
          d={`M${discharge} 70V100${place > 0 ? `M${suction} 80V100` : ""}`}
        />
        <path className="outline" d={`M${left + 1} 14L${right} 32V68L${left + 1} 86z`} />
      </Fragment>
    );
  });
  ports["inlet_a"] = { x: 1, y: 30, side: "left" };
  ports["steam"] = { x: 96.3, y: 0, side: "top" };
  ports["exhaust"] = { x: 99.3, y: 0, side: "top" };
  return {
    fit: "stretch",
    turns: "never",
    label: "below",
    ports,
    drawing: (
      <>
        <path className="detail" d="M0 50H100" />
        {casings}
      </>
    ),
    turbine: (
      <>
        <path className="detail" d="M96.3 0V40M99.3 0V29" />
        <path className="outline" d="M95.8 41L99.8 27V73L95.8 59z" />
      </>
    ),
  };
}

/** Gas cooler, from which gas may part in two lines. */
export const gasCooler: Symbol = {
  ...cooler,
  ports: {
    hot_inlet: { x: 2, y: 50, side: "left" },
    outlet_a: { x: 98, y: 50, side: "right" },
    outlet_b: { x: 72, y: 8, side: "top" },
    water_inlet: { x: 14, y: 92, side: "bottom" },
    water_outlet: { x: 86, y: 92, side: "bottom" },
  },
};

/** Chiller: boiling ammonia around the tubes. */
export const chiller: Symbol = {
  ...cooler,
  ports: {
    hot_inlet: { x: 2, y: 50, side: "left" },
    hot_outlet: { x: 98, y: 50, side: "right" },
    refrigerant_inlet: { x: 28, y: 8, side: "top" },
    vapour: { x: 72, y: 8, side: "top" },
  },
};

/** Membrane: what permeates leaves above its diagonal. */
export const membrane: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "below",
  ports: {
    feed: { x: 1, y: 50, side: "left" },
    permeate: { x: 50, y: 1, side: "top" },
    retentate: { x: 99, y: 70, side: "right" },
  },
  drawing: (
    <>
      <rect className="outline" x="1" y="1" width="98" height="98" />
      <path className="detail" d="M1 99L99 1" strokeDasharray="6 4" />
    </>
  ),
};
