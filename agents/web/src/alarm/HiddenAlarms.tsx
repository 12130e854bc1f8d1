import type { AlarmEvent } from "../core/alarmEvent";
import { formatLeft } from "../core/format";
import { useWallClock } from "../live/useWallClock";
import { Headings, type Column } from "../table/Headings";
import { AreaCell } from "./AreaCell";
import { BringBack } from "./BringBack";
import { PriorityMark } from "./PriorityMark";
import { StateMark } from "./StateMark";
import { TagLink } from "./TagLink";
import { useAlarmNumbers } from "./useAlarmNumbers";

const COLUMNS: readonly Column[] = [
  { heading: "State", width: "152px" },
  { heading: "Time left", width: "80px" },
  { heading: "Priority", width: "104px" },
  { heading: "Tag", width: "100px" },
  { heading: "Description", width: "auto" },
  { heading: "Limit", width: "122px" },
  { heading: "Area", width: "168px" },
  { heading: "By", width: "120px" },
  { heading: "Reason", width: "auto" },
  { heading: "Actions", width: "188px" },
];

function TimeLeftCell({ until }: { until: string | null }) {
  const now = useWallClock();
  return (
    <td className="time-left">{until === null ? "—" : formatLeft(Date.parse(until) - now)}</td>
  );
}

function HiddenRow({ alarm }: { alarm: AlarmEvent }) {
  const { limit } = useAlarmNumbers(alarm);
  return (
    <tr data-testid={`alarm-${alarm.alarm}`}>
      <td>
        <StateMark alarm={alarm} />
      </td>
      <TimeLeftCell until={alarm.until} />
      <td>
        <PriorityMark alarm={alarm} />
      </td>
      <th scope="row">
        <TagLink tag={alarm.tag} />
      </th>
      <td className="wrapping">{alarm.description}</td>
      <td>{limit}</td>
      <AreaCell area={alarm.area} />
      <td title={alarm.user}>{alarm.user}</td>
      <td className="wrapping">{alarm.reason}</td>
      <td className="wrapping">
        <BringBack alarm={alarm} />
      </td>
    </tr>
  );
}

/** What is out of sight: how, for how long still, who and why. Few, so all rows are there. */
export function HiddenAlarms({ alarms }: { alarms: readonly AlarmEvent[] }) {
  if (alarms.length === 0) return null;
  return (
    <details className="hidden-alarms" open data-testid="alarms-hidden">
      <summary>Out of sight ({alarms.length})</summary>
      <table className="fixed alarms">
        <Headings columns={COLUMNS} />
        <tbody>
          {alarms.map((alarm) => (
            <HiddenRow key={alarm.alarm} alarm={alarm} />
          ))}
        </tbody>
      </table>
    </details>
  );
}
