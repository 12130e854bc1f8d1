import { useMemo } from "react";

import { addressOfTrends, NO_TRENDS } from "../core/trends/address";
import { useTwin } from "../live/twinContext";
import { keyValues } from "../overview/keyValues";

/** What may be looked at first: of each area what the overview knows it by. */
export function TrendsStart() {
  const { plant } = useTwin();
  const areas = useMemo(
    () =>
      plant.plant.areas
        .map(({ id, title }) => ({ id, title, tags: keyValues(id, plant).map(({ name }) => name) }))
        .filter(({ tags }) => tags.length > 0),
    [plant],
  );
  return (
    <>
      <p className="soft">
        Add tags above, by “In trends” at a faceplate, or begin with an area. The address keeps what
        is shown.
      </p>
      <ul className="trends-start">
        {areas.map(({ id, title, tags }) => (
          <li key={id}>
            <a
              href={addressOfTrends(window.location.hash, { ...NO_TRENDS, tags })}
              data-testid={`trends-of-${id}`}
            >
              {title}
            </a>{" "}
            <span className="soft">{tags.join(", ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
