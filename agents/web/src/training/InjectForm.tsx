import type { FormEvent } from "react";

import type { Control } from "../core/training/training";

interface InjectProps {
  /** Names of the faults that act now. */
  faults: readonly string[];
  control: (wanted: Control) => Promise<boolean>;
}

/** Makes something go wrong, and ends it again. */
export function InjectForm({ faults, control }: InjectProps) {
  const inject = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const read = (name: string): string => String(new FormData(form).get(name)).trim();
    const numbers = read("numbers")
      .split(/[,;]+/)
      .map((each) => each.trim())
      .filter((each) => each !== "");
    const wanted: Control = { does: "inject", kind: read("kind"), target: read("target"), numbers };
    void control(wanted).then((taken) => taken && form.reset());
  };
  return (
    <div className="table-tools">
      <form onSubmit={inject} className="hand-form" aria-label="Make something go wrong">
        <input name="kind" required placeholder="drive_lost" aria-label="Kind of fault" />
        <input name="target" required placeholder="P-652" aria-label="Target" />
        <input name="numbers" placeholder="size=10 mm, …" aria-label="Numbers" />
        <button type="submit" data-testid="training-inject">
          Make it go wrong
        </button>
      </form>
      {faults.map((name) => (
        <button key={name} type="button" onClick={() => void control({ does: "clear", name })}>
          End {name}
        </button>
      ))}
    </div>
  );
}
