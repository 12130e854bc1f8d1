import { useMemo, useState } from "react";

import { concernOfTag } from "../core/protection";
import type { Tag } from "../core/plant";
import { useForbidden } from "../live/useForbidden";
import { useReading } from "../live/useReading";
import { useTwin } from "../live/twinContext";
import { InterlocksNow } from "../interlock/InterlocksNow";
import { Permissives } from "../interlock/Permissives";
import { SetpointDialog } from "../setpoint/SetpointDialog";
import { Trend } from "../trend/Trend";
import { AlarmsNow } from "./AlarmsNow";
import { Facts } from "./Facts";
import { FourValues } from "./FourValues";
import { LoopBars } from "./LoopBars";
import { RecentCommands } from "./RecentCommands";

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

/** What goes on around a tag: alarms, what it trips or is held by, and commands to it or its loop. */
function Happening({ tag }: { tag: Tag }) {
  const { plant } = useTwin();
  const concern = useMemo(() => concernOfTag(plant, tag), [plant, tag]);
  const loop = plant.loopsOf(tag.name).map(({ name }) => name);
  const parts = loop.flatMap((name) => ["SP", "OP", "MODE"].map((part) => `${name}.${part}`));
  return (
    <>
      <AlarmsNow tags={[tag.name]} />
      <InterlocksNow concern={concern} />
      <Permissives concern={concern} />
      <RecentCommands tags={[tag.name, ...parts]} count={3} />
    </>
  );
}

/** One tag in full: values, loops, trend, what goes on around it, facts, and its setpoint. */
export function TagFaceplate({ tag }: { tag: Tag }) {
  const { plant } = useTwin();
  const reading = useReading(tag);
  const [setting, setSetting] = useState(false);
  return (
    <>
      <FourValues tag={tag} reading={reading} />
      {reading.condition.trust !== "good" && (
        <p className="distrust" data-testid="faceplate-reason">
          {reading.condition.reason}
        </p>
      )}
      {plant.loopsOf(tag.name).map((loop) => (
        <LoopBars key={loop.name} loop={loop} />
      ))}
      {tag.writable && <OpenSetpoint tag={tag} onOpen={() => setSetting(true)} />}
      {tag.states.length === 0 && <Trend key={tag.name} tag={tag} />}
      <Happening tag={tag} />
      <Facts tag={tag} reading={reading} />
      {setting && <SetpointDialog tag={tag} onClose={() => setSetting(false)} />}
    </>
  );
}
