import type { ReactNode } from "react";

import type { Symbol } from "../symbol";

/** A bar, to the edge of its box, between two blind flanges; pipes meet it anywhere along its sides. */
function header(content: ReactNode): Symbol {
  return {
    fit: "stretch",
    turns: "along",
    label: "centre",
    ports: "along",
    drawing: (
      <>
        <path className="outline" d="M0 0H100V100H0z" />
        {content}
        <path className="detail" d="M1.5 0V100M98.5 0V100" />
      </>
    ),
  };
}

export const gasHeader = header(null);

/** Full of water. */
export const waterHeader = header(<path className="liquid" d="M1.5 2H98.5V98H1.5z" />);

/** Insulated, as steam headers are. */
export const steamHeader = header(
  <path className="detail thin" d="M1.5 14H98.5M1.5 86H98.5" strokeDasharray="7 4" />,
);

/** Deaerator on its feed water tank, half full; pipes meet it anywhere, as they do a header. */
export const deaerator = header(<path className="liquid" d="M1.5 45H98.5V98H1.5z" />);
