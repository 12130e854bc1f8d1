import type { Control, Training } from "../core/training/training";
import { useTrainingVisit } from "../live/trainingContext";
import type { Attempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";

const SPEEDS = [0.1, 0.5, 1, 2, 5, 10, 20, 50, 100];

interface PaceProps {
  training: Training;
  attempt: Attempt["attempt"];
}

/** For who leads: run, freeze, step, faster, back. */
export function PaceControls({ training, attempt }: PaceProps) {
  const { twin } = useTwin();
  const visit = useTrainingVisit();
  const control = (wanted: Control): void => {
    void attempt(() => twin.exchange.training.control(wanted)).then(() => visit.look());
  };
  return (
    <>
      <button
        type="button"
        disabled={training.ended !== ""}
        data-testid="training-run"
        onClick={() => control({ does: training.running ? "freeze" : "run" })}
      >
        {training.running ? "Freeze" : "Run"}
      </button>
      <button type="button" onClick={() => control({ does: "step" })} data-testid="training-step">
        Step
      </button>
      <label>
        Speed{" "}
        <select
          value={training.speed}
          data-testid="training-speed"
          onChange={(event) => control({ does: "speed", value: Number(event.target.value) })}
        >
          {[...new Set([...SPEEDS, training.speed])].map((speed) => (
            <option key={speed} value={speed}>{`${speed} ×`}</option>
          ))}
        </select>
      </label>
      <button
        type="button"
        onClick={() => control({ does: "back", value: 60 })}
        data-testid="training-back"
      >
        Back 1 min
      </button>
    </>
  );
}
