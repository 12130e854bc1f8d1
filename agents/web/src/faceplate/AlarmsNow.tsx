import { useObservable } from "../live/useObservable";
import { useOpenView } from "../live/viewContext";
import { useTwin } from "../live/twinContext";
import { AlarmEntry } from "./AlarmEntry";
import { Part } from "./Part";

/** What stands where no alarm does; a list that is not complete must not look empty. */
function NoAlarm({ complete }: { complete: boolean }) {
  return <p className="soft">{complete ? "no alarms" : "Alarms are being read."}</p>;
}

/** The alarms of some tags now, and the way to all of them. */
export function AlarmsNow({ tags }: { tags: readonly string[] }) {
  const { alarms: list } = useTwin().twin;
  const openView = useOpenView();
  const alarms = useObservable(list).filter(({ tag }) => tags.includes(tag));
  const complete = useObservable(list.complete);
  return (
    <Part title="Alarms now">
      {alarms.length === 0 && <NoAlarm complete={complete} />}
      {alarms.length > 0 && (
        <>
          <ul className="entries">
            {alarms.map((alarm) => (
              <AlarmEntry key={alarm.alarm} alarm={alarm} />
            ))}
          </ul>
          <button type="button" onClick={() => openView("alarms")} data-testid="open-alarms">
            Open alarms
          </button>
        </>
      )}
    </Part>
  );
}
