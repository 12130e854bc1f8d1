import { useState } from "react";

import type { Tag } from "../core/plant";
import { useForbidden } from "../live/useForbidden";
import { useReading } from "../live/useReading";
import { useTwin } from "../live/twinContext";
import { SetpointDialog } from "../setpoint/SetpointDialog";
import { Trend } from "../trend/Trend";
import { Facts } from "./Facts";
import { FourValues } from "./FourValues";
import { TagButtons } from "./TagButtons";

function OpenSetpoint({ tag, onOpen }: { tag: Tag; onOpen: () => void }) {
  const forbidden = useForbidden("command", tag.name);
  return (
    <button
      type="button"
      className="primary wide"
      data-testid="open-setpoint"
      disabled={forbidden !== ""}
      title={forbidden}
      onClick={onOpen}
    >
      Set {tag.name} …
    </button>
  );
}

/** One tag in full: values, trend, facts, and the setpoint if it may be written. */
export function TagFaceplate({ tag }: { tag: Tag }) {
  const { plant } = useTwin();
  const reading = useReading(tag);
  const [setting, setSetting] = useState(false);
  const loop = plant.loopOf(tag.name);
  return (
    <>
      {loop.length > 0 && <TagButtons tags={loop} current={tag.name} label="Control loop" />}
      <FourValues tag={tag} reading={reading} />
      {reading.condition.trust !== "good" && (
        <p className="distrust" data-testid="faceplate-reason">
          {reading.condition.reason}
        </p>
      )}
      {tag.writable && <OpenSetpoint tag={tag} onOpen={() => setSetting(true)} />}
      {tag.states.length === 0 && <Trend key={tag.name} tag={tag} />}
      <Facts tag={tag} reading={reading} />
      {setting && <SetpointDialog tag={tag} onClose={() => setSetting(false)} />}
    </>
  );
}
