import type { Tag } from "../core/plant";
import type { Sample } from "../core/value";

interface ScaleProps {
  tag: Tag;
  sample: Sample | undefined;
  desired: number | null;
  /** Whether it fills its room, whatever shape that has. */
  fills?: boolean;
}

const WIDTH = 100;

function placeOn(tag: Tag): (value: number) => number {
  const span = tag.high - tag.low || 1;
  return (value) => Math.min(WIDTH, Math.max(0, ((value - tag.low) / span) * WIDTH));
}

function normalBand({ alarms, low, high }: Tag): [number, number] {
  return [alarms.low ?? alarms.low_low ?? low, alarms.high ?? alarms.high_high ?? high];
}

/** What stands on the scale; on the model's screen nothing is reported. */
function pointersOf(sample: Sample | undefined): Record<"reported" | "simulated", number | null> {
  if (sample === undefined) return { reported: null, simulated: null };
  const { origin, value, simulated } = sample;
  return { reported: origin === "model" ? null : value, simulated };
}

/** The tag's range as a bar: reported is a solid needle, simulated hollow, desired a caret. */
export function Scale({ tag, sample, desired, fills = false }: ScaleProps) {
  const { reported, simulated } = pointersOf(sample);
  if (tag.states.length > 0) return null;
  const at = placeOn(tag);
  const [low, high] = normalBand(tag).map(at) as [number, number];
  return (
    <svg
      className="scale"
      viewBox={`-5 0 ${WIDTH + 10} 14`}
      preserveAspectRatio={fills ? "none" : undefined}
      aria-hidden="true"
    >
      <rect className="scale-range" x="0" y="4" width={WIDTH} height="5" />
      <rect className="scale-normal" x={low} y="4" width={Math.max(0, high - low)} height="5" />
      {desired !== null && (
        <path className="scale-desired" d={`M${at(desired)} 9.5l4 4.5h-8z`} data-role="desired" />
      )}
      {simulated !== null && (
        <path
          className="scale-simulated"
          d={`M${at(simulated)} 1.5l3.6 5l-3.6 5l-3.6 -5z`}
          data-role="simulated"
        />
      )}
      {reported !== null && (
        <rect
          className="scale-reported"
          x={at(reported) - 1.5}
          y="0.5"
          width="3"
          height="12"
          data-role="reported"
        />
      )}
    </svg>
  );
}
