import { isFinal, outcomeOf, PROGRESS_STATES, type Command } from "../core/command";
import { formatTime } from "../core/format";

const SIGN = { completed: "✓", failed: "✕", refused: "⊘", overridden: "↷" } as const;

/** The stages of a command so far, with times and reasons, then its outcome. */
export function StageList({ command }: { command: Command }) {
  const outcome = outcomeOf(command);
  return (
    <ol className="stages" aria-live="polite">
      {command.stages.map(({ state, reason, time }) => (
        <li key={state} className={`stage stage-${state}`} data-testid={`stage-${state}`}>
          <span className="stage-sign" aria-hidden="true">
            {isFinal(state) ? SIGN[state] : "•"}
          </span>
          <span className="stage-state">{state.replace("_", " ")}</span>
          <time dateTime={time}>{formatTime(time)}</time>
          {reason && <span className="stage-reason">{reason}</span>}
        </li>
      ))}
      {outcome === undefined && (
        <li className="stage stage-waiting">
          <span className="stage-sign" aria-hidden="true">
            ◌
          </span>
          <span className="stage-state">waiting for {nextState(command)}</span>
        </li>
      )}
    </ol>
  );
}

function nextState(command: Command): string {
  const reached = new Set<string>(command.stages.map((stage) => stage.state));
  const next = PROGRESS_STATES.findIndex(
    (_, at) => !PROGRESS_STATES.slice(at).some((state) => reached.has(state)),
  );
  return next < 0 ? "the plant to reach it" : (PROGRESS_STATES[next] ?? "").replace("_", " ");
}
