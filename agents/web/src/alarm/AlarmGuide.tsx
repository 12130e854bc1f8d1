import { useEffect, useRef, useState } from "react";

import type { AlarmDefinition } from "../core/alarmDefinition";
import type { AlarmEvent } from "../core/alarmEvent";
import { limitWord } from "../core/alarm";
import { formatUnit } from "../core/format";
import { formatSpan } from "../core/prediction";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { Refusal } from "./Refusal";

function Facts({ defined }: { defined: AlarmDefinition }) {
  const unit = formatUnit(defined.unit);
  const rows: [string, string][] = [
    ["Cause", defined.cause],
    ["Consequence", defined.consequence || "nothing trips"],
    ["Action", defined.action],
    ["Response", `within ${formatSpan(defined.response_s)}`],
    ["Class", `${defined.class}, priority ${defined.priority}`],
    [
      "Limit",
      `${defined.setting} ${unit}, deadband ${Number(defined.deadband.toPrecision(3))} ${unit}`,
    ],
    ["Delays", `${defined.on_delay_s} s on, ${defined.off_delay_s} s off`],
  ];
  return (
    <dl className="facts" data-testid="alarm-guide-facts">
      {rows.map(([name, text]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Why an alarm comes, what follows, and what to do. */
export function AlarmGuide({ alarm, onClose }: { alarm: AlarmEvent; onClose: () => void }) {
  const { twin } = useTwin();
  const dialog = useRef<HTMLDialogElement>(null);
  const [defined, setDefined] = useState<AlarmDefinition | null>(null);
  const { refusal, attempt } = useAttempt();
  const name = `${alarm.tag} ${limitWord(alarm.limit)}`;
  useEffect(() => {
    dialog.current?.showModal();
    void attempt(async () => setDefined(await twin.exchange.alarms.definition(alarm.alarm)));
    // Once: an alarm's definition does not change while the dialog is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <dialog
      ref={dialog}
      className="setpoint"
      aria-label={`About ${name}`}
      data-testid="alarm-guide"
      onClose={onClose}
    >
      <h2>{name}</h2>
      <p className="soft">{alarm.description}</p>
      {defined && <Facts defined={defined} />}
      <Refusal refusal={refusal} />
      <div className="actions">
        <button type="button" onClick={onClose} data-testid="alarm-guide-close">
          Close
        </button>
      </div>
    </dialog>
  );
}
