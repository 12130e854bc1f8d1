import { formatUnit } from "../core/format";
import { cssColour } from "../core/scene/colourScale";
import type { Variable } from "../core/scene/variable";

const STEPS = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];

function numberOf(value: number): string {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 3 }).replace("-", "−");
}

interface LegendProps {
  variable: Variable | null;
  /** Whether some flow is told by the model only. */
  model: boolean;
  /** How the camera is moved. */
  hint: string;
}

/** What the colours mean; beyond its ends a value has the colour of the end. */
export function Legend({ variable, model, hint }: LegendProps) {
  return (
    <footer className="scene-legend" data-testid="scene-legend">
      {variable !== null && (
        <>
          <span>
            {variable.name} ≤ {numberOf(variable.low)}
          </span>
          <span className="scene-scale" aria-hidden="true">
            {STEPS.map((share) => (
              <i key={share} style={{ background: cssColour(share) }} />
            ))}
          </span>
          <span>
            ≥ {numberOf(variable.high)} {formatUnit(variable.unit)}
          </span>
          <span className="swatch distrusted">not good</span>
          <span className="swatch unmeasured">not measured</span>
        </>
      )}
      {model && <span className="swatch model-flow">flow told by the model only</span>}
      <span className="scene-hint">{hint}</span>
    </footer>
  );
}
