import { TagLink } from "../alarm/TagLink";
import { outcomeOf, type Command } from "../core/command";
import { formatClock, formatNumber, formatUnit } from "../core/format";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { useWanted } from "../live/useWanted";
import { Part } from "./Part";

/** The stage of NE 178 that a command has reached, and why. */
function Reached({ command }: { command: Command }) {
  const last = command.stages.at(-1);
  return (
    <>
      <span className={`outcome stage-${outcomeOf(command) ?? "waiting"}`}>
        {last?.state.replaceAll("_", " ")}
      </span>
      {last?.reason && <span className="soft"> {last.reason}</span>}
    </>
  );
}

function CommandEntry({ command }: { command: Command }) {
  const tag = useTwin().plant.tags.get(command.tag);
  const value = tag === undefined ? String(command.value) : formatNumber(command.value, tag);
  return (
    <li data-testid="recent-command">
      <time>{formatClock(command.stages[0]?.time ?? null)}</time> <TagLink tag={command.tag} />{" "}
      <b>{value}</b> {formatUnit(tag?.unit ?? "")} <span className="soft">{command.author}</span>{" "}
      <Reached command={command} />
    </li>
  );
}

/** The last commands to some tags, each with the stage of NE 178 that it has reached. */
export function RecentCommands({ tags, count }: { tags: readonly string[]; count: number }) {
  useWanted("commands");
  const commands = useObservable(useTwin().twin.commands);
  const shown = commands.filter(({ tag }) => tags.includes(tag)).slice(0, count);
  return (
    <Part title="Last commands">
      {shown.length === 0 && <p className="soft">no commands</p>}
      <ul className="entries">
        {shown.map((command) => (
          <CommandEntry key={command.request_id} command={command} />
        ))}
      </ul>
    </Part>
  );
}
