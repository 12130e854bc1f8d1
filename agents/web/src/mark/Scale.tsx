import type { Tag } from "../core/plant";
import { SCALE_WIDTH, scalePlaces } from "../core/scale";
import type { Sample } from "../core/value";

interface ScaleProps {
  tag: Tag;
  sample: Sample | undefined;
  desired: number | null;
}

/** The tag's range as a bar: reported is a solid needle, simulated hollow, desired a caret. */
export function Scale({ tag, sample, desired }: ScaleProps) {
  if (tag.states.length > 0) return null;
  const places = scalePlaces(tag, sample, desired);
  const [low, high] = places.normal;
  return (
    <svg className="scale" viewBox={`-5 0 ${SCALE_WIDTH + 10} 14`} aria-hidden="true">
      <rect className="scale-range" x="0" y="4" width={SCALE_WIDTH} height="5" />
      <rect className="scale-normal" x={low} y="4" width={Math.max(0, high - low)} height="5" />
      {places.desired !== null && (
        <path
          className="scale-desired"
          d={`M${places.desired} 9.5l4 4.5h-8z`}
          data-role="desired"
        />
      )}
      {places.simulated !== null && (
        <path
          className="scale-simulated"
          d={`M${places.simulated} 1.5l3.6 5l-3.6 5l-3.6 -5z`}
          data-role="simulated"
        />
      )}
      {places.reported !== null && (
        <rect
          className="scale-reported"
          x={places.reported - 1.5}
          y="0.5"
          width="3"
          height="12"
          data-role="reported"
        />
      )}
    </svg>
  );
}
