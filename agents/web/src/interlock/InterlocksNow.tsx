import { useMemo } from "react";

import { interlocksOf, type Concern } from "../core/protection";
import { Part } from "../faceplate/Part";
import { useTwin } from "../live/twinContext";
import { InterlockEntry } from "./InterlockEntry";

/** The interlocks that concern something; nothing if there are none. */
export function InterlocksNow({ concern }: { concern: Concern }) {
  const { plant } = useTwin();
  const interlocks = useMemo(() => interlocksOf(plant, concern), [plant, concern]);
  if (interlocks.length === 0) return null;
  return (
    <Part title="Interlocks">
      <ul className="entries interlocks">
        {interlocks.map((each) => {
          const tag = plant.tags.get(each.tag);
          return tag && <InterlockEntry key={each.name} interlock={each} tag={tag} />;
        })}
      </ul>
    </Part>
  );
}
