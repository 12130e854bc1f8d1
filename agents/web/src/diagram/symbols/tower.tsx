import type { Symbol } from "../symbol";

/** Cooling tower: a fan above the sprays and the packing, a basin below them. */
export const coolingTower: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "below",
  ports: {
    inlet: { x: 6, y: 36, side: "left" },
    make_up: { x: 1, y: 90, side: "left" },
    outlet: { x: 99, y: 90, side: "right" },
    vapour: { x: 50, y: 1, side: "top" },
  },
  drawing: (
    <>
      <path className="outline" d="M2 80L9 14H91L98 80z" />
      <path className="outline" d="M28 14L32 1H68L72 14z" />
      <path className="detail" d="M50 8V14M50 8Q40 3 36 8Q40 13 50 8Q60 3 64 8Q60 13 50 8" />
      <path className="detail" d="M6 36H86M18 36V40M35 36V40M52 36V40M69 36V40M86 36V40" />
      <path
        className="detail thin"
        d="M18 40L14 47M18 40L22 47M35 40L31 47M35 40L39 47M52 40L48 47M52 40L56 47M69 40L65 47M69 40L73 47M86 40L82 47M86 40L90 47"
        strokeDasharray="2 2"
      />
      <path className="catalyst" d="M5 51H95L97 67H3z" />
      <path className="detail thin" d="M5 51L97 67M95 51L3 67M35 51L65 67M65 51L35 67" />
      <path className="detail thin" d="M2 71H12M2 75H12M88 71H98M88 75H98" />
      <path className="outline" d="M1 80H99V99H1z" />
      <path className="liquid" d="M2 86H98V98H2z" />
    </>
  ),
};
