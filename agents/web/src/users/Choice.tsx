interface ChoiceProps {
  label: string;
  value: string;
  options: readonly string[];
  onChoice: (option: string) => void;
  testId: string;
  /** What an option means, as its tooltip. */
  meaning?: (option: string) => string;
}

/** One of several words, with its label. */
export function Choice({ label, value, options, onChoice, testId, meaning }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => onChoice(event.target.value)} data-testid={testId}>
        {options.map((option) => (
          <option key={option} value={option} title={meaning?.(option)}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
