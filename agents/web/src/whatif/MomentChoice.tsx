import { usePast } from "../live/timeContext";
import { localText } from "../shell/moment";

const HOUR = 3_600_000;

interface MomentChoiceProps {
  /** Unix milliseconds; null for now. */
  at: number | null;
  onAt: (at: number | null) => void;
}

/** From which moment on: now, or one that is kept. */
export function MomentChoice({ at, onAt }: MomentChoiceProps) {
  const past = usePast();
  const choose = (text: string): void => {
    const chosen = Date.parse(text);
    if (!Number.isNaN(chosen)) onAt(chosen);
  };
  return (
    <fieldset className="row-form">
      <legend>From</legend>
      <label>
        <input
          type="radio"
          name="whatif-from"
          checked={at === null}
          onChange={() => onAt(null)}
          data-testid="whatif-now"
        />{" "}
        now
      </label>
      <label>
        <input
          type="radio"
          name="whatif-from"
          checked={at !== null}
          onChange={() => onAt(past?.at ?? Date.now() - HOUR)}
          data-testid="whatif-then"
        />{" "}
        an earlier moment
      </label>
      {at !== null && (
        <input
          type="datetime-local"
          step={1}
          value={localText(at)}
          aria-label="Moment"
          onChange={(event) => choose(event.target.value)}
          data-testid="whatif-at"
        />
      )}
    </fieldset>
  );
}
