import { useState, type FormEvent } from "react";

interface OneWordProps {
  label: string;
  button: string;
  /** Resolves to whether it was taken. */
  onSend: (text: string) => Promise<boolean>;
}

/** One input and its button; what was taken is cleared. */
export function OneWord({ label, button, onSend }: OneWordProps) {
  const [text, setText] = useState("");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void onSend(text.trim()).then((taken) => taken && setText(""));
  };
  return (
    <form onSubmit={send} className="hand-form">
      <input
        value={text}
        required
        placeholder={label}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">{button}</button>
    </form>
  );
}
