import { conditionOf, isUsual, ORIGIN_WORD } from "../core/condition";
import { useTwin } from "../live/twinContext";
import { useNow } from "../live/useNow";
import { useObservable } from "../live/useObservable";

/** What keeps the shown values from being live and from the plant; empty if nothing does. */
function useDoubt(): string {
  const { twin, plant } = useTwin();
  const now = useNow();
  const link = useObservable(twin.stream.link);
  const samples = twin.values.all();
  if (link !== "open" || samples.length === 0) return "no live values";
  const origins = new Set(samples.map((each) => each.origin));
  const strangers = new Set([...origins].filter((each) => !isUsual(each)));
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
