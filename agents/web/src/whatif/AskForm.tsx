import {
  checkChange,
  EMPTY_CHANGE,
  isBlank,
  questionOf,
  type Change,
  type Draft,
} from "../core/whatif/draft";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { AskButton } from "./AskButton";
import { ChangeRow } from "./ChangeRow";
import { MomentChoice } from "./MomentChoice";
import { ShownTags } from "./ShownTags";
import { SpanChoice } from "./SpanChoice";

/** The changes, with an empty one behind them while all others are sound. */
function useChanges(draft: Draft): readonly Change[] {
  const { tags } = useTwin().plant;
  const written = draft.changes.filter((each) => !isBlank(each));
  const sound = written.every((each) => checkChange(each, tags, draft.minutes).ok);
  return sound ? [...written, EMPTY_CHANGE] : written;
}

/** What to try: from when, what is written, what is shown, and how far ahead. */
export function AskForm() {
  const { twin, plant } = useTwin();
  const draft = useObservable(twin.whatIf.draft);
  const changes = useChanges(draft);
  const change = (more: Partial<Draft>): void => twin.whatIf.draft.set({ ...draft, ...more });
  const put = (place: number, next: Change[]): void =>
    change({ changes: [...changes.slice(0, place), ...next, ...changes.slice(place + 1)] });
  return (
    <section aria-label="What to try" data-testid="whatif-form">
      <MomentChoice at={draft.at} onAt={(at) => change({ at })} />
      <ul className="whatif-changes" aria-label="Changes">
        {changes.map((each, place) => (
          <ChangeRow
            key={place}
            change={each}
            minutes={draft.minutes}
            onChange={(next) => put(place, [next])}
            onRemove={() => put(place, [])}
          />
        ))}
      </ul>
      <ShownTags shown={draft.tags} onShown={(tags) => change({ tags })} />
      <div className="row-form">
        <SpanChoice minutes={draft.minutes} onMinutes={(minutes) => change({ minutes })} />
        <AskButton question={questionOf(draft, plant.tags)} />
      </div>
    </section>
  );
}
