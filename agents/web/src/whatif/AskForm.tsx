import { Refusal } from "../alarm/Refusal";
import { formatSpan } from "../core/prediction";
import {
  checkChange,
  EMPTY_CHANGE,
  isBlank,
  questionOf,
  type Change,
  type Draft,
} from "../core/whatif/draft";
import { useForbiddenEverywhere } from "../live/useForbidden";
import { useAttempt } from "../live/useAttempt";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { ChangeRow } from "./ChangeRow";
import { MomentChoice } from "./MomentChoice";
import { ShownTags } from "./ShownTags";

const SPANS: Readonly<Record<string, number>> = {
  "10 min": 10,
  "30 min": 30,
  "1 h": 60,
  "2 h": 120,
  "4 h": 240,
  "8 h": 480,
};

/** The changes, with an empty one behind them while all others are sound. */
function useChanges(draft: Draft): readonly Change[] {
  const { tags } = useTwin().plant;
  const written = draft.changes.filter((each) => !isBlank(each));
  const sound = written.every((each) => checkChange(each, tags, draft.minutes).ok);
  return sound ? [...written, EMPTY_CHANGE] : written;
}

function Run({ draft }: { draft: Draft }) {
  const { twin, plant } = useTwin();
  const forbidden = useForbiddenEverywhere();
  const runs = useObservable(twin.whatIf.asked)?.state === "running";
  const { busy, refusal, attempt } = useAttempt();
  const question = questionOf(draft, plant.tags);
  const ask = (): void => {
    if (question !== null) void attempt(() => twin.whatIf.ask(question));
  };
  return (
    <>
      <button
        type="button"
        className="primary"
        disabled={question === null || busy || runs || forbidden !== ""}
        title={forbidden}
        onClick={ask}
        data-testid="whatif-run"
      >
        Run ahead
      </button>
      <span className="soft">Nothing is written to the plant.</span>
      <Refusal refusal={refusal} />
    </>
  );
}

/** What to try: from when, what is written, what is shown, and how far ahead. */
export function AskForm() {
  const { twin } = useTwin();
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
        <label className="field">
          For
          <select
            value={draft.minutes}
            onChange={(event) => change({ minutes: Number(event.target.value) })}
            data-testid="whatif-for"
          >
            {!Object.values(SPANS).includes(draft.minutes) && (
              <option value={draft.minutes}>{formatSpan(60 * draft.minutes)}</option>
            )}
            {Object.entries(SPANS).map(([words, minutes]) => (
              <option key={minutes} value={minutes}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <Run draft={draft} />
      </div>
    </section>
  );
}
