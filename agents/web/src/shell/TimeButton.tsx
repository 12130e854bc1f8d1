import { Refusal } from "../alarm/Refusal";
import { useAttempt } from "../live/useAttempt";
import { usePast, useTimeMachine } from "../live/timeContext";
import { useWallClock } from "../live/useWallClock";

/** The clock; it takes the screen into the past and back. */
export function TimeButton() {
  const machine = useTimeMachine();
  const isPast = usePast() !== null;
  const { refusal, attempt } = useAttempt();
  const words = isPast ? "Back to live" : "Go to an earlier moment";
  return (
    <>
      <button
        type="button"
        aria-pressed={isPast}
        title={words}
        data-testid="open-past"
        onClick={() => (isPast ? machine.close() : void attempt(() => machine.open()))}
      >
        « <time>{new Date(useWallClock()).toLocaleTimeString("en-GB")}</time>
      </button>
      <Refusal refusal={refusal} />
    </>
  );
}
