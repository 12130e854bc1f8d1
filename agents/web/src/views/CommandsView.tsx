import { outcomeOf, type Command } from "../core/command";
import { formatNumber, formatTime, formatUnit } from "../core/format";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { StageList } from "../setpoint/StageList";

function Outcome({ command }: { command: Command }) {
  const outcome = outcomeOf(command);
  const word = outcome ?? "under way";
  return <span className={`outcome stage-${outcome ?? "waiting"}`}>{word}</span>;
}

function CommandEntry({ command }: { command: Command }) {
  const tag = useTwin().plant.tags.get(command.tag);
  const value = tag === undefined ? String(command.value) : formatNumber(command.value, tag);
  const [first, last] = [command.stages[0], command.stages.at(-1)];
  return (
    <details className="command" data-testid="command">
      <summary>
        <time>{formatTime(first?.time ?? null)}</time>
        <b>{command.tag}</b>
        <span>
          {value} {formatUnit(tag?.unit ?? "")}
        </span>
        <span className="soft">{command.author}</span>
        <Outcome command={command} />
        <span className="soft">{last?.reason}</span>
      </summary>
      <StageList command={command} />
    </details>
  );
}

/** Recent commands with every stage, newest first. */
export function CommandsView() {
  const commands = useObservable(useTwin().twin.commands);
  return (
    <section className="table-view" aria-label="Commands" data-testid="commands">
      {commands.length === 0 && <p className="soft">No command has been sent yet.</p>}
      {commands.map((command) => (
        <CommandEntry key={command.request_id} command={command} />
      ))}
    </section>
  );
}
