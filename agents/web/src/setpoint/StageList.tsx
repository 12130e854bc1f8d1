import { TimeLeft } from "../approval/TimeLeft";
import { isFinal, outcomeOf, waitsFor, type Command } from "../core/command";
import { formatTime } from "../core/format";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

const SIGN = { completed: "✓", failed: "✕", refused: "⊘", overridden: "↷" } as const;

/** The stages of a command so far, with times and reasons, then its outcome. */
export function StageList({ command }: { command: Command }) {
  const outcome = outcomeOf(command);
  const waiting = useObservable(useTwin().twin.approvals);
  const approval = waiting.find((each) => each.request_id === command.request_id);
  return (
    <ol className="stages" aria-live="polite">
      {command.stages.map(({ state, reason, time }) => (
        <li key={state} className={`stage stage-${state}`} data-testid={`stage-${state}`}>
          <span className="stage-sign" aria-hidden="true">
            {isFinal(state) ? SIGN[state] : "•"}
          </span>
          <span className="stage-state">{state.replaceAll("_", " ")}</span>
          <time dateTime={time}>{formatTime(time)}</time>
          {reason && <span className="stage-reason">{reason}</span>}
        </li>
      ))}
      {outcome === undefined && (
        <li className="stage stage-waiting">
          <span className="stage-sign" aria-hidden="true">
            ◌
          </span>
          <span className="stage-state">
            waiting for {waitsFor(command)}
            {approval !== undefined && (
              <>
                , <TimeLeft endsAt={approval.endsAt} /> left
              </>
            )}
          </span>
        </li>
      )}
    </ol>
  );
}
