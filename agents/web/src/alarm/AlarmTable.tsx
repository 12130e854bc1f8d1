import { useState } from "react";

import type { AlarmEvent } from "../core/alarmEvent";
import { Headings, type Column } from "../table/Headings";
import { RowsInSight, type RowPlace } from "../table/RowsInSight";
import { AlarmRow } from "./AlarmRow";

const COLUMNS: readonly Column[] = [
  { heading: "State", width: "152px" },
  { heading: "Priority", width: "104px" },
  { heading: "Tag", width: "100px" },
  { heading: "Description", width: "auto" },
  { heading: "Limit", width: "122px" },
  { heading: "Value", width: "108px", isNumber: true, hint: "When the state last changed" },
  { heading: "Raised", width: "80px" },
  { heading: "Age", width: "66px", isNumber: true },
  { heading: "Area", width: "168px" },
  { heading: "Consequence", width: "auto" },
  { heading: "Actions", width: "188px" },
];

interface AlarmTableProps {
  alarms: readonly AlarmEvent[];
  onShelve: (alarm: AlarmEvent) => void;
  onGuide: (alarm: AlarmEvent) => void;
}

/** Alarms one below the other, in the order they have. */
export function AlarmTable({ alarms, onShelve, onGuide }: AlarmTableProps) {
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const row = (alarm: AlarmEvent, place: RowPlace) => (
    <AlarmRow
      key={alarm.alarm}
      {...{ alarm, place }}
      onShelve={() => onShelve(alarm)}
      onGuide={() => onGuide(alarm)}
    />
  );
  return (
    <div className="alarm-scroll" ref={setScroll}>
      <table className="fixed alarms" data-testid="alarms" aria-rowcount={alarms.length + 1}>
        <Headings columns={COLUMNS} />
        <RowsInSight
          items={alarms}
          keyOf={({ alarm }) => alarm}
          row={row}
          columns={COLUMNS.length}
          scroll={scroll}
        />
      </table>
    </div>
  );
}
