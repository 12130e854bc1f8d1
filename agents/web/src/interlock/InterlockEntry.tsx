import { TagLink } from "../alarm/TagLink";
import { formatClock } from "../core/format";
import type { Interlock, Tag } from "../core/plant";
import { standingOf } from "../core/standing";
import { believedValue } from "../live/believedValue";
import { useReading } from "../live/useReading";
import { badgeOf } from "../mark/badge";
import { Distance } from "./Distance";
import { Drives } from "./Drives";
import { limitText, withUnit } from "./limitText";
import { ResetWay } from "./ResetWay";
import { StandingMark } from "./StandingMark";
import { useTrip } from "./useTrip";

/** One interlock: limit, value, distance, whether tripped, what it drives, and what resets it. */
export function InterlockEntry({ interlock, tag }: { interlock: Interlock; tag: Tag }) {
  const reading = useReading(tag);
  const value = believedValue(reading);
  const trip = useTrip(interlock.name);
  const { name, description, side, limit } = interlock;
  const shown = withUnit(reading.sample?.value ?? null, tag);
  const now = `${shown} ${badgeOf(reading.condition)}`.trim();
  return (
    <li data-testid={`interlock-${name}`}>
      <b>{name}</b>{" "}
      <StandingMark standing={standingOf(interlock, tag, value, trip !== undefined)} />
      {trip && <span> since {formatClock(trip.time)}</span>}
      <p>{description}</p>
      <p>
        <TagLink tag={tag.name} /> {now}, trips{" "}
        {limitText(side === "high" ? "above" : "below", limit, tag)},{" "}
        <Distance interlock={interlock} tag={tag} value={value} />
      </p>
      <Drives trips={interlock.trips} />
      <ResetWay interlock={interlock} />
    </li>
  );
}
