import type { InterlockEvent } from "../core/interlock";
import { formatClock, formatUnit } from "../core/format";
import { resetOf } from "../core/reset";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { TagLink } from "./TagLink";

/** What has to be understood first: the trip that began the upset, else the oldest there is. */
function firstOut(tripped: readonly InterlockEvent[]): InterlockEvent | undefined {
  const newest = tripped.at(-1);
  return tripped.find(({ interlock }) => interlock === newest?.first_out) ?? tripped[0];
}

/** The first-out, on every view while anything is tripped. */
export function TripStrip() {
  const { twin, plant } = useTwin();
  const tripped = useObservable(twin.interlocks);
  const alarms = useObservable(twin.alarms);
  const first = firstOut(tripped);
  if (first === undefined) return null;
  const following = alarms.filter(({ follows }) => follows === first.interlock).length;
  const { interlock, description, tag, value, limit, unit, actuators, time } = first;
  const reset = resetOf(plant, plant.tags.get(tag)?.area);
  return (
    <section className="alarm-banner trip-strip" aria-label="First-out" data-testid="first-out">
      <b>First-out {interlock}</b>
      <TagLink tag={tag} />
      <span>
        {value === null ? "—" : Number(value.toPrecision(5))} {formatUnit(unit)} (trips at{" "}
        {Number(limit.toPrecision(5))})
      </span>
      <span className="alarm-text" title={description}>
        {description}
      </span>
      <span>drives {actuators.join(", ")}</span>
      {reset !== undefined && (
        <span>
          reset by <TagLink tag={reset} />
        </span>
      )}
      <time dateTime={time}>{formatClock(time)}</time>
      <span className="banner-end soft">
        {tripped.length > 1 && <span>{tripped.length} interlocks tripped</span>}
        {following > 0 && <span>{following} alarms follow</span>}
      </span>
    </section>
  );
}
