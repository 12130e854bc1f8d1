import { useState } from "react";

import { AcknowledgeShown } from "../alarm/AcknowledgeShown";
import { AlarmGuide } from "../alarm/AlarmGuide";
import { AlarmTable } from "../alarm/AlarmTable";
import { AlarmTools } from "../alarm/AlarmTools";
import { HiddenAlarms } from "../alarm/HiddenAlarms";
import { ShelveDialog } from "../alarm/ShelveDialog";
import type { AlarmEvent } from "../core/alarmEvent";
import { ANY_ALARM, chosenAlarms } from "../core/alarmFilter";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";

/** What stands where no row does; a list that is not complete must not look empty. */
function NoRows({ standing, complete }: { standing: number; complete: boolean }) {
  if (standing > 0) return <p className="soft">None of the {standing} alarms fits the filter.</p>;
  return complete ? <p className="soft">No alarms</p> : null;
}

/** Alarms that are not normal, most urgent first, and those out of sight. */
export function AlarmsView() {
  const { alarms: list } = useTwin().twin;
  const alarms = useObservable(list);
  const complete = useObservable(list.complete);
  const [filter, setFilter] = useState(ANY_ALARM);
  const [toShelve, setToShelve] = useState<AlarmEvent | null>(null);
  const [toExplain, setToExplain] = useState<AlarmEvent | null>(null);
  const { shown, hidden } = chosenAlarms(alarms, filter);
  const standing = chosenAlarms(alarms, ANY_ALARM).shown.length;
  return (
    <section className="table-view alarm-view" aria-label="Alarms">
      <div className="table-tools">
        <AlarmTools filter={filter} onFilter={setFilter} />
        <span className="soft" role="status">
          {shown.length} of {standing} alarms
        </span>
        <AcknowledgeShown shown={shown} />
      </div>
      {!complete && <p role="status">Not all alarms are known now: they are being read.</p>}
      {shown.length === 0 && <NoRows standing={standing} complete={complete} />}
      {shown.length > 0 && (
        <AlarmTable alarms={shown} onShelve={setToShelve} onGuide={setToExplain} />
      )}
      <HiddenAlarms alarms={hidden} />
      {toExplain && <AlarmGuide alarm={toExplain} onClose={() => setToExplain(null)} />}
      {toShelve && <ShelveDialog alarm={toShelve} onClose={() => setToShelve(null)} />}
    </section>
  );
}
