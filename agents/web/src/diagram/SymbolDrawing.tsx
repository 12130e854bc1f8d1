import { TRANSFORM, type Orientation } from "./orientation";
import { symbolOf } from "./symbols";

interface SymbolDrawingProps {
  kind: string;
  orientation: Orientation;
  /** Whether steam drives the machine. */
  driven: boolean;
  /** In pixels; the box around it without. */
  size?: { width: number; height: number };
}

/** The symbol of a kind of equipment, filling its box and turned with the flow. */
export function SymbolDrawing({ kind, orientation, driven, size }: SymbolDrawingProps) {
  const symbol = symbolOf(kind);
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio={symbol.fit === "stretch" ? "none" : "xMidYMid meet"}
      width={size?.width}
      height={size?.height}
      aria-hidden="true"
    >
      <g transform={TRANSFORM[orientation]}>
        {symbol.drawing}
        {driven && symbol.turbine}
      </g>
    </svg>
  );
}
