import { localText } from "../shell/moment";
import type { Cursors } from "./options";

interface CursorTimesProps {
  cursors: Cursors;
  onCursor: (which: keyof Cursors, time: number | null) => void;
}

/** The moments of both cursors, to be read and to be set by the keyboard. */
export function CursorTimes({ cursors, onCursor }: CursorTimesProps) {
  const { a, b } = cursors;
  const put = (which: keyof Cursors, text: string): void => {
    const time = Date.parse(text) / 1000;
    onCursor(which, Number.isNaN(time) ? null : time);
  };
  return (
    <fieldset className="trends-cursors">
      <legend>Cursors</legend>
      {(["a", "b"] as const).map((which) => (
        <label key={which}>
          {which.toUpperCase()}{" "}
          <input
            type="datetime-local"
            step="1"
            value={cursors[which] === null ? "" : localText(cursors[which] * 1000)}
            onChange={(event) => put(which, event.target.value)}
            data-testid={`cursor-${which}`}
          />
        </label>
      ))}
      <span data-testid="cursor-span">
        {a === null || b === null
          ? "Click, or Shift and click, into the plot"
          : `B − A ${spanOf(b - a)}`}
      </span>
      <button
        type="button"
        disabled={a === null && b === null}
        onClick={() => {
          onCursor("a", null);
          onCursor("b", null);
        }}
      >
        Clear
      </button>
    </fieldset>
  );
}

/** A time between two moments, to the second. */
function spanOf(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = "", minutes = "", rest = ""] = parts.map((part) => String(part).padStart(2, "0"));
  return `${seconds < 0 ? "−" : ""}${hours}:${minutes}:${rest}`;
}
