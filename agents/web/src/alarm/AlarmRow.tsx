import { useContext } from "react";

import { raisedAt, type AlarmEvent } from "../core/alarmEvent";
import { formatAge, formatClock, formatMoment } from "../core/format";
import { SelectionContext } from "../diagram/selection";
import { useWallClock } from "../live/useWallClock";
import type { RowPlace } from "../table/RowsInSight";
import { AlarmActions } from "./AlarmActions";
import { AreaCell } from "./AreaCell";
import { PriorityMark } from "./PriorityMark";
import { StateMark } from "./StateMark";
import { TagLink } from "./TagLink";
import { useAlarmNumbers } from "./useAlarmNumbers";

interface AlarmRowProps {
  alarm: AlarmEvent;
  place: RowPlace;
  onShelve: () => void;
  onGuide: () => void;
}

function RaisedCells({ alarm }: { alarm: AlarmEvent }) {
  const age = Math.max(0, useWallClock() - raisedAt(alarm)) / 1000;
  return (
    <>
      <td title={alarm.raised === null ? "" : formatMoment(alarm.raised)}>
        {formatClock(alarm.raised)}
      </td>
      <td className="number">{formatAge(Math.round(age))}</td>
    </>
  );
}

/** One alarm that is neither normal nor shelved. */
export function AlarmRow({ alarm, place, onShelve, onGuide }: AlarmRowProps) {
  const { selection } = useContext(SelectionContext);
  const { value, limit } = useAlarmNumbers(alarm);
  const selected = selection?.id === alarm.tag ? "selected" : "";
  return (
    <tr {...place} className={selected} data-testid={`alarm-${alarm.alarm}`}>
      <td>
        <StateMark alarm={alarm} />
      </td>
      <td>
        <PriorityMark alarm={alarm} />
      </td>
      <th scope="row">
        <TagLink tag={alarm.tag} />
      </th>
      <td className="wrapping">
        <button type="button" className="link" onClick={onGuide} data-testid="alarm-about">
          {alarm.description}
        </button>
      </td>
      <td>
        {limit}
        {alarm.basis !== "measured" && <span className="soft"> {alarm.basis}</span>}
      </td>
      <td className="number reported">{value}</td>
      <RaisedCells alarm={alarm} />
      <AreaCell area={alarm.area} />
      <td className="wrapping">
        {alarm.consequence}
        {alarm.follows !== "" && <span className="soft"> follows {alarm.follows}</span>}
      </td>
      <td className="wrapping">
        {/* A change makes an older refusal meaningless. */}
        <AlarmActions key={alarm.time} alarm={alarm} onShelve={onShelve} />
      </td>
    </tr>
  );
}
