import { Refusal } from "../alarm/Refusal";
import { useAttempt } from "../live/useAttempt";
import { usePast, useTimeMachine } from "../live/timeContext";

/** Takes the screen into the past and back. */
export function TimeButton() {
  const machine = useTimeMachine();
  const isPast = usePast() !== null;
  const { refusal, attempt } = useAttempt();
  return (
    <>
      <button
        type="button"
        aria-pressed={isPast}
        data-testid="open-past"
        onClick={() => (isPast ? machine.close() : void attempt(() => machine.open()))}
      >
        History
      </button>
      <Refusal refusal={refusal} />
    </>
  );
}
