import type { ScalePlaces } from "../core/scale";

const percent = (place: number): string => `${place}%`;

/** A value as a bar over the range of its tag; the setpoint is a mark across it. */
export function LoopBar({ normal, reported, desired }: ScalePlaces) {
  const [low, high] = normal;
  return (
    <span className="loop-bar" aria-hidden="true">
      <span
        className="loop-bar-normal"
        style={{ left: percent(low), width: percent(Math.max(0, high - low)) }}
      />
      {reported !== null && (
        <span className="loop-bar-value" data-role="value" style={{ width: percent(reported) }} />
      )}
      {desired !== null && (
        <span className="loop-bar-mark" data-role="setpoint" style={{ left: percent(desired) }} />
      )}
    </span>
  );
}
