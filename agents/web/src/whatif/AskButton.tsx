import { Refusal } from "../alarm/Refusal";
import type { Question } from "../core/whatif/answer";
import { useAttempt } from "../live/useAttempt";
import { useForbiddenEverywhere } from "../live/useForbidden";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

interface AskButtonProps {
  /** Null while it can not be asked. */
  question: Question | null;
  onAsked?: (number: string) => void;
}

/** Has the model run ahead, one question at a time. */
export function AskButton({ question, onAsked }: AskButtonProps) {
  const desk = useTwin().twin.whatIf;
  const forbidden = useForbiddenEverywhere();
  const runs = useObservable(desk.asked)?.state === "running";
  const { busy, refusal, attempt } = useAttempt();
  const ask = async (asked: Question): Promise<void> => {
    const number = await desk.ask(asked);
    onAsked?.(number);
  };
  return (
    <>
      <button
        type="button"
        className="primary"
        disabled={question === null || busy || runs || forbidden !== ""}
        title={forbidden}
        onClick={() => question !== null && void attempt(() => ask(question))}
        data-testid="whatif-run"
      >
        Run ahead
      </button>
      <span className="soft">Nothing is written to the plant.</span>
      <Refusal refusal={refusal} />
    </>
  );
}
