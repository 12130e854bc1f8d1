interface TextFieldProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  testId: string;
  type?: "text" | "password";
  hint?: string;
}

/** A line of text with its label; `hint` shows what it looks like. */
export function TextField({ label, text, onText, testId, type = "text", hint }: TextFieldProps) {
  return (
    <label className="field">
      {label}
      <input
        type={type}
        autoComplete={type === "password" ? "new-password" : "off"}
        value={text}
        placeholder={hint}
        onChange={(event) => onText(event.target.value)}
        data-testid={testId}
      />
    </label>
  );
}
