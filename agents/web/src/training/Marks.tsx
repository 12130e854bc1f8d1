import { plantTime, type Control } from "../core/training/training";
import { OneWord } from "./OneWord";

interface MarksProps {
  /** Plant time in s of each. */
  marks: Readonly<Record<string, number>>;
  control: (wanted: Control) => Promise<boolean>;
}

/** Moments to come back to. */
export function Marks({ marks, control }: MarksProps) {
  return (
    <div className="table-tools">
      <OneWord
        label="Name of this moment"
        button="Mark"
        onSend={(name) => control({ does: "mark", name })}
      />
      {Object.entries(marks).map(([name, at]) => (
        <button key={name} type="button" onClick={() => void control({ does: "back", name })}>
          Back to {name} ({plantTime(at)})
        </button>
      ))}
    </div>
  );
}
