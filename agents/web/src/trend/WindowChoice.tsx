const DAY = 24 * 60;
/** Minutes by their words; beyond an hour the exchange reads the files of the history. */
const WINDOWS = [
  ["5 min", 5],
  ["15 min", 15],
  ["60 min", 60],
  ["8 h", 8 * 60],
  ["1 d", DAY],
  ["7 d", 7 * DAY],
] as const;

interface WindowChoiceProps {
  minutes: number | null;
  onMinutes: (minutes: number) => void;
}

/** How far back curves go. */
export function WindowChoice({ minutes, onMinutes }: WindowChoiceProps) {
  return (
    <div className="trend-windows" role="group" aria-label="Time window">
      {WINDOWS.map(([words, each]) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === minutes}
          onClick={() => onMinutes(each)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
