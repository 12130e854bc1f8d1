import { Refusal } from "../alarm/Refusal";
import { formatTime } from "../core/format";
import { isOver, type Restore, type RestoreEvent } from "../core/sets";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { TagValue } from "./TagValue";

const WORD = { rolling_back: "going back", rolled_back: "rolled back", step_done: "written" };

function wordOf({ state }: RestoreEvent): string {
  return WORD[state as keyof typeof WORD] ?? state;
}

function Stage({ stage }: { stage: RestoreEvent }) {
  return (
    <li>
      <time>{formatTime(stage.time)}</time> <b>{wordOf(stage)}</b> {stage.tag}{" "}
      {stage.tag && <TagValue tag={stage.tag} value={stage.value} />}{" "}
      <span className="soft">{stage.reason}</span>
    </li>
  );
}

/** How far a restoring is; one under way can be stopped, and then goes back. */
export function RestoreEntry({ restore }: { restore: Restore }) {
  const calls = useTwin().twin.exchange.sets;
  const { busy, refusal, attempt } = useAttempt();
  return (
    <details className="command" data-testid="restore" open={!isOver(restore)}>
      <summary className="restoring">
        <time>{formatTime(restore.stages[0]?.time ?? null)}</time>
        <b>{restore.name}</b>
        <span className="soft">{restore.author}</span>
        <span className={`outcome stage-${restore.state}`} data-testid="restore-state">
          {isOver(restore) ? wordOf(restore) : "under way"}
        </span>
        <span className="soft">
          {restore.done} of {restore.steps} written. {restore.reason}
        </span>
      </summary>
      <ul className="stages">
        {restore.stages.map((stage, k) => (
          <Stage key={k} stage={stage} />
        ))}
      </ul>
      {!isOver(restore) && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void attempt(() => calls.cancel(restore.restore_id))}
          data-testid="restore-cancel"
        >
          Stop and go back
        </button>
      )}
      <Refusal refusal={refusal} />
    </details>
  );
}
