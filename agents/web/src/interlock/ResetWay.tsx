import { TagLink } from "../alarm/TagLink";
import type { Interlock } from "../core/plant";
import { resetOf } from "../core/reset";
import { useTwin } from "../live/twinContext";

/** What ends a trip once its cause is gone. */
export function ResetWay({ interlock: { latched, area, tag } }: { interlock: Interlock }) {
  const reset = resetOf(useTwin().plant, area);
  if (!latched) return <p>resets itself once {tag} is back inside</p>;
  return (
    <p>
      stays tripped until reset
      {reset !== undefined && (
        <>
          {" "}
          by <TagLink tag={reset} />
        </>
      )}
    </p>
  );
}
