import { formatSpan } from "../core/prediction";

const SPANS: Readonly<Record<string, number>> = {
  "10 min": 10,
  "30 min": 30,
  "1 h": 60,
  "2 h": 120,
  "4 h": 240,
  "8 h": 480,
};

interface SpanChoiceProps {
  minutes: number;
  onMinutes: (minutes: number) => void;
}

/** How far ahead the model is run. */
export function SpanChoice({ minutes, onMinutes }: SpanChoiceProps) {
  return (
    <label className="field">
      For
      <select
        value={minutes}
        onChange={(event) => onMinutes(Number(event.target.value))}
        data-testid="whatif-for"
      >
        {!Object.values(SPANS).includes(minutes) && (
          <option value={minutes}>{formatSpan(60 * minutes)}</option>
        )}
        {Object.entries(SPANS).map(([words, each]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
