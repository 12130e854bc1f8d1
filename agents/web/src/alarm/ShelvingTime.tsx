/** Out of service: until somebody returns it. */
export const UNTIL_RETURNED = Infinity;

const TIMES: [minutes: number, words: string][] = [
  [15, "15 min"],
  [30, "30 min"],
  [60, "1 h"],
  [480, "8 h"],
  [UNTIL_RETURNED, "out of service, until it is returned"],
];

interface ShelvingTimeProps {
  minutes: number;
  onMinutes: (minutes: number) => void;
}

/** How long an alarm is put aside. */
export function ShelvingTime({ minutes, onMinutes }: ShelvingTimeProps) {
  return (
    <fieldset>
      <legend>For</legend>
      {TIMES.map(([each, words]) => (
        <label key={each}>
          <input
            type="radio"
            name="minutes"
            checked={minutes === each}
            onChange={() => onMinutes(each)}
            data-testid={each === UNTIL_RETURNED ? "shelve-out" : `shelve-${each}`}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
