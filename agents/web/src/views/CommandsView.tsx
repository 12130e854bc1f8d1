import { useState, type SyntheticEvent } from "react";

import { outcomeOf, type Command } from "../core/command";
import { formatNumber, formatTime, formatUnit } from "../core/format";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { useWanted } from "../live/useWanted";
import { PredictionView } from "../setpoint/PredictionView";
import { StageList } from "../setpoint/StageList";

function Outcome({ command }: { command: Command }) {
  const outcome = outcomeOf(command);
  const word = outcome ?? "under way";
  return <span className={`outcome stage-${outcome ?? "waiting"}`}>{word}</span>;
}

function CommandDetail({ command }: { command: Command }) {
  return (
    <>
      <StageList command={command} />
      {command.prediction && <PredictionView prediction={command.prediction} />}
    </>
  );
}

function CommandEntry({ command }: { command: Command }) {
  const tag = useTwin().plant.tags.get(command.tag);
  const value = tag === undefined ? String(command.value) : formatNumber(command.value, tag);
  // A closed entry has no width to draw a curve in.
  const [open, setOpen] = useState(false);
  const show = (event: SyntheticEvent<HTMLDetailsElement>): void =>
    setOpen(event.currentTarget.open);
  const [first, last] = [command.stages[0], command.stages.at(-1)];
  return (
    <details className="command" data-testid="command" onToggle={show}>
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
      {open && <CommandDetail command={command} />}
    </details>
  );
}

/** Recent commands with every stage, newest first. */
export function CommandsView() {
  useWanted("commands");
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
