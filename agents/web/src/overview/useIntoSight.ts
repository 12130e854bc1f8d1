import { useReactFlow, useStoreApi, type NodeProps } from "@xyflow/react";
import type { FocusEvent } from "react";

import type { AreaNode } from "./AreaTile";
import { TILE } from "./tileSize";

type Place = Pick<NodeProps<AreaNode>, "positionAbsoluteX" | "positionAbsoluteY">;

/** Brings a tile into sight which is come to by the keyboard, as nothing scrolls a map. */
export function useIntoSight(place: Place): (event: FocusEvent) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return ({ target }) => {
    // What is pointed at must not move away from the pointer.
    if (!target.matches(":focus-visible")) return;
    const { positionAbsoluteX, positionAbsoluteY } = place;
    const { width, height } = store.getState();
    const { x, y, zoom } = flow.getViewport();
    const [left, top] = [positionAbsoluteX * zoom + x, positionAbsoluteY * zoom + y];
    const isWide = left >= 0 && left + TILE.width * zoom <= width;
    const isHigh = top >= 0 && top + TILE.height * zoom <= height;
    if (isWide && isHigh) return;
    const [middle, centre] = [TILE.width / 2, TILE.height / 2];
    void flow.setCenter(positionAbsoluteX + middle, positionAbsoluteY + centre, { zoom });
  };
}
