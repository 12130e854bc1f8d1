import { Refusal } from "../alarm/Refusal";
import type { WhatIf } from "../core/whatif/answer";
import { useAttempt } from "../live/useAttempt";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { AnswerDetail } from "./AnswerDetail";
import { SaveBranch } from "./SaveBranch";

function Running({ asked }: { asked: WhatIf }) {
  const desk = useTwin().twin.whatIf;
  const problem = useObservable(desk.problem);
  const { busy, refusal, attempt } = useAttempt();
  return (
    <div className="row-form" data-testid="whatif-running">
      <label className="whatif-progress">
        <span role="status">{problem === "" ? asked.stage : `${asked.stage} (${problem})`} …</span>
        {/* Without a value it only tells that something is done. */}
        <progress {...(asked.share !== null && { value: asked.share })} max={1} />
      </label>
      <button
        type="button"
        disabled={busy}
        onClick={() => void attempt(() => desk.cancel())}
        data-testid="whatif-cancel"
      >
        Cancel
      </button>
      <Refusal refusal={refusal} />
    </div>
  );
}

/** How far the question is that was asked last, then its answer. */
export function RunState({ onKept }: { onKept: (name: string) => void }) {
  const desk = useTwin().twin.whatIf;
  const asked = useObservable(desk.asked);
  if (asked === null) return null;
  if (asked.state === "running") return <Running asked={asked} />;
  if (asked.state === "cancelled") return <p role="status">It was cancelled.</p>;
  if (asked.answer === null)
    return (
      <p role="alert" className="refusal" data-testid="whatif-failure">
        <b>⊘ There is no answer:</b> {asked.failure}
      </p>
    );
  return (
    <section className="detail" aria-label="Answer" data-testid="whatif-answer">
      <h2>
        Answer
        <button type="button" onClick={() => desk.clear()}>
          Close
        </button>
      </h2>
      {asked.notes.map((note) => (
        <p key={note} className="distrust">
          {note}
        </p>
      ))}
      <AnswerDetail answer={asked.answer} />
      <SaveBranch number={asked.number} onKept={onKept} />
    </section>
  );
}
