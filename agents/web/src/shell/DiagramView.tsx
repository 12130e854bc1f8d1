import { EmergencyProvider } from "../emergency/EmergencyProvider";
import { useTwin } from "../live/twinContext";
import { useArea } from "./area";
import { AreaTabs } from "./AreaTabs";
import { OtherDrawing } from "./OtherDrawing";
import { Sides } from "./Sides";

/** The drawing of one area below the tabs of all. */
export function DiagramView() {
  const { plant } = useTwin();
  const area = useArea(plant.plant.areas);
  if (area === undefined) return <p>The plant has no area.</p>;
  return (
    <div className="diagram-view">
      {plant.plant.areas.length > 1 && <AreaTabs open={area} />}
      <OtherDrawing drawing={plant.drawing(area.id)} />
      <EmergencyProvider>
        <Sides key={area.id} area={area} />
      </EmergencyProvider>
    </div>
  );
}
