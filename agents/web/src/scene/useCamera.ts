import { useCallback, useEffect, useState } from "react";

import { noteAddress, onAddressChange } from "../core/addressChange";
import { addressOfScene, pinnedIn } from "../core/scene/address";
import { poseOf, poseOver, type Pose } from "../core/scene/camera";
import type { Selected, Thing, Vector } from "../core/scene/thing";
import { copyText } from "../shell/copyText";
import { boxAround } from "./ground";
import type { Pilot, Way } from "./pilot";
import type { Ground, SceneModel } from "./sceneModel";

const STILL = "(prefers-reduced-motion: reduce)";

/** Whether things may move without being asked to. */
export function mayMove(): boolean {
  return !window.matchMedia(STILL).matches;
}

function around(grounds: readonly Ground[]): { centre: Vector; size: Vector } {
  const { centre, size } = boxAround(grounds);
  // The camera stands in the corner of the plant's box: little more than half of it is enough.
  return { centre, size: [0.56 * size[0], 0, 0.56 * size[2]] };
}

export interface Camera {
  way: Way;
  setWay: (way: Way) => void;
  flyTo: (thing: Thing) => void;
  /** To an area, or to the whole plant if it is empty. */
  flyToArea: (area: string) => void;
  /** Resolves to whether the address of this view was copied. */
  copyLink: () => Promise<boolean>;
  /** Where it is now; null while nobody steers it. */
  pose: () => Pose | null;
  onPilot: (pilot: Pilot | null) => void;
  onRest: (pilot: Pilot) => void;
}

/** Where the camera goes, and the address that brings one back there. */
export function useCamera(model: SceneModel, selection: Selected | null): Camera {
  const [pilot, setPilot] = useState<Pilot | null>(null);
  const [way, setWayName] = useState<Way>("orbit");
  const onRest = useCallback(
    (resting: Pilot) => {
      const { hash } = window.location;
      // It may come to rest when another view is open already.
      if (pinnedIn(hash) !== null) noteAddress(addressOfScene(hash, resting.pose(), selection));
    },
    [selection],
  );
  const onPilot = useCallback((hired: Pilot | null) => {
    setPilot(hired);
    setWayName("orbit"); // as every new one begins
  }, []);
  const setWay = (next: Way): void => {
    setWayName(next);
    pilot?.go(next);
  };
  const flyTo = (thing: Thing): void => pilot?.fly(poseOf(thing, pilot.pose()), !mayMove());
  const flyToArea = (area: string): void => {
    const grounds = model.grounds.filter((each) => area === "" || each.area === area);
    const { centre, size } = around(grounds);
    pilot?.fly(poseOver(centre, size, pilot.pose()), !mayMove());
  };
  const copyLink = async (): Promise<boolean> => {
    if (pilot !== null) onRest(pilot);
    return copyText(window.location.href);
  };
  const pose = (): Pose | null => pilot?.pose() ?? null;
  useStart(model, pilot, selection);
  useAddress(pilot, onRest);
  return { way, setWay, flyTo, flyToArea, copyLink, pose, onPilot, onRest };
}

/**
 * A new pilot begins where the address says, which is where the last one was; else at what is
 * selected, else above the plant.
 */
function useStart(model: SceneModel, pilot: Pilot | null, selection: Selected | null): void {
  const [begin] = useState(() => {
    const { centre, size } = around(model.grounds);
    const thing = selection === null ? undefined : model.byId.get(selection.id);
    return thing === undefined ? poseOver(centre, size) : poseOf(thing);
  });
  useEffect(() => {
    pilot?.fly(pinnedIn(window.location.hash)?.camera ?? begin, true);
  }, [pilot, begin]);
}

/** The address follows the selection, and the camera an address that was pasted. */
function useAddress(pilot: Pilot | null, onRest: (pilot: Pilot) => void): void {
  useEffect(() => {
    if (pilot === null) return undefined;
    onRest(pilot);
    const follow = (): void => {
      const camera = pinnedIn(window.location.hash)?.camera ?? null;
      if (camera !== null) pilot.fly(camera, !mayMove());
    };
    return onAddressChange(follow);
  }, [pilot, onRest]);
}
