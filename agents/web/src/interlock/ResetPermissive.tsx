import type { Interlock } from "../core/plant";
import { backInside } from "../core/standing";
import { useTwin } from "../live/twinContext";
import { ValuePermissive } from "./ValuePermissive";

/** What a reset needs: the cause of the trip is gone. */
export function ResetPermissive({ interlock }: { interlock: Interlock }) {
  const tag = useTwin().plant.tags.get(interlock.tag);
  if (tag === undefined) return null;
  const side = interlock.side === "high" ? "below" : "above";
  return (
    <>
      <p>To reset {interlock.name}</p>
      <ul className="entries">
        <ValuePermissive
          {...{ tag, side, limit: interlock.limit, meaning: "" }}
          holds={(value) => backInside(interlock, value)}
        />
      </ul>
    </>
  );
}
