import { PRIORITIES } from "../core/alarmEvent";
import { AlarmCount } from "./AlarmCount";
import type { Sight } from "./useSight";
import { counted, isCalm } from "./words";

/** What is abnormal in an area; one soft word where nothing is. */
export function TileState({ sight }: { sight: Sight }) {
  const { alarms, isComplete, distrusted, tripped } = sight;
  if (isCalm(sight))
    return <p className="tile-state soft">{isComplete ? "normal" : "alarms not known"}</p>;
  return (
    <ul className="tile-state">
      {PRIORITIES.filter((priority) => alarms[priority] > 0).map((priority) => (
        <li key={priority}>
          <AlarmCount priority={priority} alarms={alarms} />
        </li>
      ))}
      {alarms.unacknowledged > 0 && (
        <li className="unseen">{alarms.unacknowledged} unacknowledged</li>
      )}
      {tripped > 0 && (
        <li className="tripped" title={`${counted(tripped, "interlock")} tripped`}>
          <span aria-hidden="true">⏻</span> {tripped} tripped
        </li>
      )}
      {distrusted > 0 && (
        <li className="distrusted">
          <span aria-hidden="true">✕</span> {distrusted} bad or stale
        </li>
      )}
    </ul>
  );
}
