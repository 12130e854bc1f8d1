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
        <path className="outline" d="M-1 -1H101V101H-1z" />
        {content}
        <path className="detail" d="M1 -1V101M99 -1V101" />
      </>
    ),
  };
}

export const gasHeader = header(null);

/** Full of water. */
export const waterHeader = header(<path className="liquid" d="M1 2H99V98H1z" />);

/** Insulated, as steam headers are. */
export const steamHeader = header(
  <path className="detail thin" d="M1 14H99M1 86H99" strokeDasharray="7 4" />,
);
