import { ORIGIN_WORD } from "../core/condition";
import type { Origin, Sample } from "../core/value";
import { useNow } from "../live/useNow";
import { useTwin } from "../live/twinContext";

function strangersAmong(samples: readonly Sample[]): Origin[] {
  // Operators' own setpoints are part of normal life; everything else is not the plant.
  const usual: Origin[] = ["plant", "operator"];
  return [...new Set(samples.map((each) => each.origin))].filter((each) => !usual.includes(each));
}

/** Says where the shown values come from: the plant, or something that is not the plant. */
export function OriginBanner() {
  const { values } = useTwin().twin;
  useNow();
  const samples = values.all();
  const strangers = strangersAmong(samples);
  if (samples.length === 0) return <span className="origin not-live">no values yet</span>;
  if (strangers.length === 0)
    return (
      <span className="origin" data-testid="origin">
        values from the plant
      </span>
    );
  return (
    <span className="origin not-live" role="alert" data-testid="origin">
      some values are {strangers.map((each) => ORIGIN_WORD[each]).join(", ")}
    </span>
  );
}
