import { useContext } from "react";

import { SelectionContext } from "../diagram/selection";
import { useTwin } from "../live/twinContext";

/** Offers the selected thing in three dimensions, unless that is on screen. */
export function SceneOffer() {
  const { openScene } = useContext(SelectionContext);
  if (openScene === null) return null;
  return (
    <button type="button" className="wide" data-testid="open-scene" onClick={openScene}>
      Show in 3D
    </button>
  );
}

/** Offers the drawing of the area to which the selected thing belongs, unless it is on screen. */
export function AreaOffer({ id }: { id: string }) {
  const { plant } = useTwin();
  const { shownArea, openArea } = useContext(SelectionContext);
  const area = plant.areaOf(id);
  if (area === undefined || area.id === shownArea) return null;
  return (
    <button
      type="button"
      className="wide"
      data-testid="open-area"
      onClick={() => openArea(area.id)}
    >
      Open drawing: {area.title}
    </button>
  );
}
