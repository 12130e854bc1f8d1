import { outcomeOf, type Command } from "../core/command";
import { formatNumber, formatUnit } from "../core/format";
import type { Tag } from "../core/plant";
import { PredictionView } from "./PredictionView";
import { StageList } from "./StageList";

interface CommandProgressProps {
  tag: Tag;
  value: number;
  /** Undefined until the first stage has arrived. */
  command: Command | undefined;
  onClose: () => void;
}

/** A sent command: what was asked for, its stages so far, and its outcome, which stays. */
export function CommandProgress({ tag, value, command, onClose }: CommandProgressProps) {
  const outcome = command && outcomeOf(command);
  return (
    <>
      <p>
        Requested: <b>{formatNumber(value, tag)}</b> {formatUnit(tag.unit)}
      </p>
      {command ? <StageList command={command} /> : <p className="soft">Sent, no answer yet …</p>}
      {command?.prediction && <PredictionView prediction={command.prediction} />}
      {outcome && (
        <p role="status" className={`outcome stage-${outcome}`} data-testid="setpoint-outcome">
          {outcome}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onClose} data-testid="setpoint-close">
          {outcome ? "Close" : "Close and keep it running"}
        </button>
      </div>
    </>
  );
}
