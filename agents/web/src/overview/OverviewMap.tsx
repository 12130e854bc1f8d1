import "@xyflow/react/dist/style.css";

import { ReactFlowProvider, type NodeTypes } from "@xyflow/react";
import { use, useCallback, useContext, useMemo, useState } from "react";

import type { PlantIndex } from "../core/plant";
import { FitOnResize } from "../diagram/FitOnResize";
import { ArrowHeads } from "../diagram/Pipe";
import { SelectionContext } from "../diagram/selection";
import { StillFlow } from "../diagram/StillFlow";
import { ZoomTools } from "../diagram/ZoomTools";
import { useTwin } from "../live/twinContext";
import { AreaLines } from "./AreaLines";
import { areaMapOf, type AreaMap } from "./areaMap";
import { AreaTile, type AreaNode } from "./AreaTile";
import { keyValues } from "./keyValues";

const TYPES: NodeTypes = { area: AreaTile };

/** Tiles in the order of the flow. */
function nodesOf({ tiles }: AreaMap, plant: PlantIndex): AreaNode[] {
  return [...tiles].flatMap(([id, { x, y, ...size }]): AreaNode[] => {
    const area = plant.plant.areas.find((each) => each.id === id);
    if (area === undefined) return [];
    const data = { area, keys: keyValues(id, plant) };
    const place = { position: { x, y }, ...size };
    return [{ id, type: "area", ...place, focusable: false, data }];
  });
}

/** The areas of the plant along its flow, zoomed and moved as a drawing is. */
export function OverviewMap() {
  const { plant } = useTwin();
  const { selection } = useContext(SelectionContext);
  const map = use(areaMapOf(plant.plant));
  const nodes = useMemo(() => nodesOf(map, plant), [map, plant]);
  const [isFitted, setFitted] = useState(false);
  const onFit = useCallback(() => setFitted(true), []);
  return (
    <ReactFlowProvider>
      <div className="overview-tools">
        <ZoomTools drawn={map.extent} />
      </div>
      <ArrowHeads />
      <StillFlow nodes={nodes} nodeTypes={TYPES} isPlaced={isFitted}>
        {isFitted && <AreaLines lines={map.lines} areas={plant.plant.areas} />}
      </StillFlow>
      <FitOnResize drawn={map.extent} panelOpen={selection !== null} onFit={onFit} />
    </ReactFlowProvider>
  );
}
