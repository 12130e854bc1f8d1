import { useMemo } from "react";

import { concernOfEquipment } from "../core/protection";
import type { Equipment } from "../core/plant";
import { AlarmsNow } from "../faceplate/AlarmsNow";
import { RecentCommands } from "../faceplate/RecentCommands";
import { InterlocksNow } from "../interlock/InterlocksNow";
import { Permissives } from "../interlock/Permissives";
import { useTwin } from "../live/twinContext";
import { EquipmentHead } from "./EquipmentHead";
import { EquipmentLoops } from "./EquipmentLoops";
import { PortTable } from "./PortTable";
import { TagGroups } from "./TagGroups";
import { TagTrends, tagsToDraw } from "./TagTrends";

const COMMANDS = 10;

/** Everything that is known of one piece of equipment. */
export function EquipmentPage({ equipment }: { equipment: Equipment }) {
  const { id } = equipment;
  const { plant } = useTwin();
  const tags = useMemo(() => plant.tagsAt(id), [plant, id]);
  const names = useMemo(() => tags.map(({ name }) => name), [tags]);
  const drawn = useMemo(() => tagsToDraw(tags, id), [tags, id]);
  const concern = useMemo(() => concernOfEquipment(plant, id), [plant, id]);
  return (
    <>
      <EquipmentHead equipment={equipment} />
      <div className="equipment-grid">
        <div>
          <AlarmsNow tags={names} />
          <InterlocksNow concern={concern} />
          <Permissives concern={concern} />
        </div>
        <div>
          <EquipmentLoops id={id} />
          <TagGroups tags={tags} />
          <RecentCommands tags={names} count={COMMANDS} />
        </div>
        <div>
          <TagTrends tags={drawn} />
        </div>
        <div>
          <PortTable id={id} />
        </div>
      </div>
    </>
  );
}
