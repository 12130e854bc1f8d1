import { useState } from "react";

import type { Field } from "./fields";

interface FieldRowProps {
  field: Field;
  value: string;
  onWrite: (value: string) => void;
}

/** One field; it is taken over with Enter or when it is left. */
export function FieldRow({ field: { key, unit, needed, choices }, value, onWrite }: FieldRowProps) {
  const [written, setWritten] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setWritten(value);
  }
  const shared = { "aria-label": key, "data-testid": `field-${key}` };
  return (
    <label className="sheet-field">
      <span>{key.replaceAll("_", " ")}</span>
      {choices ? (
        <select {...shared} value={value} onChange={(event) => onWrite(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          value={written}
          required={needed}
          onChange={(event) => setWritten(event.target.value)}
          onBlur={() => written !== value && onWrite(written)}
          onKeyDown={(event) => event.key === "Enter" && written !== value && onWrite(written)}
        />
      )}
      <span className="soft">{unit === "1" ? "" : unit}</span>
    </label>
  );
}
