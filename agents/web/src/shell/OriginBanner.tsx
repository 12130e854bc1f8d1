import { conditionOf, ORIGIN_WORD } from "../core/condition";
import type { Origin } from "../core/value";
import { useTwin } from "../live/twinContext";
import { useNow } from "../live/useNow";
import { useObservable } from "../live/useObservable";

// Operators' own setpoints are part of normal life; everything else is not the plant.
const USUAL: readonly Origin[] = ["plant", "operator"];

/** What keeps the shown values from being live and from the plant; empty if nothing does. */
function useDoubt(): string {
  const { twin, plant } = useTwin();
  const now = useNow();
  const link = useObservable(twin.stream.link);
  const samples = twin.values.all();
  if (link !== "open" || samples.length === 0) return "no live values";
  const strangers = new Set(samples.map((each) => each.origin));
  for (const origin of USUAL) strangers.delete(origin);
  if (strangers.size > 0)
    return `some values are ${[...strangers].map((each) => ORIGIN_WORD[each]).join(", ")}`;
  const tags = [...plant.tags.values()];
  const doubtful = tags.filter(
    (tag) => conditionOf(twin.values.get(tag.name), tag, now).trust !== "good",
  );
  return doubtful.length === 0 ? "" : `${doubtful.length} of ${tags.length} values are not good`;
}

/** Says where the shown values come from, and whether they can be trusted as live. */
export function OriginBanner() {
  const doubt = useDoubt();
  return (
    <span className={`origin ${doubt === "" ? "" : "not-live"}`} role="status" data-testid="origin">
      {doubt === "" ? "live values from the plant" : doubt}
    </span>
  );
}
