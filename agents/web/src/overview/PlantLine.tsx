import { PRIORITIES } from "../core/alarmEvent";
import { AlarmCount } from "./AlarmCount";
import { useAgents } from "./useAgents";
import { useSight } from "./useSight";
import { counted, isCalm } from "./words";

/** A number that is loud only while it is not zero. */
function Figure({ count, children }: { count: number; children: string }) {
  return <li className={count > 0 ? "loud" : "soft"}>{children}</li>;
}

/** Whether the plant is well, in one line that is read in five seconds. */
export function PlantLine() {
  const sight = useSight(null);
  const agents = useAgents();
  const { alarms, isComplete, distrusted, tripped } = sight;
  const calm = isCalm(sight) && agents.ill === 0;
  return (
    <header className="plant-line" data-testid="plant-line">
      <b className={calm ? "soft" : "loud"} data-testid="plant-word">
        {calm ? (isComplete ? "Plant normal" : "Alarms not known") : "Plant abnormal"}
      </b>
      <ul aria-label="The whole plant">
        {PRIORITIES.map((priority) => (
          <li key={priority}>
            <AlarmCount priority={priority} alarms={alarms} />
          </li>
        ))}
        <Figure count={alarms.unacknowledged}>{`${alarms.unacknowledged} unacknowledged`}</Figure>
        <Figure count={distrusted}>{`${distrusted} bad or stale`}</Figure>
        <Figure count={tripped}>{`${counted(tripped, "interlock")} tripped`}</Figure>
        {agents.text !== "" && <Figure count={agents.ill}>{agents.text}</Figure>}
      </ul>
    </header>
  );
}
