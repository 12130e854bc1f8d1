import { XROrigin } from "@react-three/xr";
import { useThree } from "@react-three/fiber";
import { useCallback, useEffect, useRef, useState } from "react";

import type { Vector } from "../core/scene/thing";
import { middleOf } from "../core/scene/camera";
import {
  jumpedTo,
  seenFrom,
  standingBefore,
  turnedAbout,
  type Standing,
} from "../core/xr/standing";
import { boxAround, floorOf } from "../scene/ground";
import { eyeOf } from "./head";
import { ItemPanel } from "./ItemPanel";
import { Leader } from "./Leader";
import { SpriteLabels } from "./SpriteLabels";
import { usePanel } from "./usePanel";
import { useStick } from "./useStick";
import type { WorldProps } from "./world";

const TURN = Math.PI / 6; // at once: turning slowly makes people sick
const PUSHED = 0.7;

function startOf({ model, pose }: WorldProps): Standing {
  const { centre, size } = boxAround(model.grounds);
  const far: Vector = [centre[0], 0, centre[2] + size[2]];
  return standingBefore(
    pose() ?? { at: far, target: centre },
    model.things,
    floorOf(model.grounds),
  );
}

/** Where the person is: jumps to what is pointed at on the ground, turns by the thumbstick. */
function useStanding(world: WorldProps): Standing {
  const { onGround } = world;
  const [standing, setStanding] = useState(() => startOf(world));
  const get = useThree((three) => three.get);
  const isTurned = useRef(false);
  const jump = useCallback(
    (point: Vector) => setStanding((before) => jumpedTo(before, eyeOf(get().camera), point)),
    [get],
  );
  useEffect(() => {
    onGround(jump);
    return () => onGround(null);
  }, [onGround, jump]);
  useStick(({ right }) => {
    const isPushed = Math.abs(right) > PUSHED;
    if (isPushed && !isTurned.current) {
      const eye = eyeOf(get().camera);
      setStanding((before) => turnedAbout(before, eye, Math.sign(right) * TURN));
    }
    isTurned.current = isPushed;
  });
  return standing;
}

const same = (point: Vector): Vector => point;

/** The plant as large as it is, with somebody in it. */
export function VrWorld(world: WorldProps) {
  const { thing, sight, texts, palette } = world;
  const standing = useStanding(world);
  const [x, y, z] = standing.at;
  useEffect(() => sight.change("vr", { at: [x, y, z] }), [sight, x, y, z]);
  const panel = usePanel(world, (each) => each, JSON.stringify(standing));
  const seen = useCallback((point: Vector) => seenFrom(standing, point), [standing]);
  return (
    <>
      <XROrigin position={[x, y, z]} rotation={[0, -standing.heading, 0]} />
      <SpriteLabels texts={texts} inRoom={same} />
      {thing !== null && panel.place !== null && (
        <>
          <Leader from={panel.place.at} to={middleOf(thing)} colour={palette.selected} />
          <ItemPanel
            key={thing.id}
            {...{ world, thing, seen, place: panel.place }}
            reason="set in VR"
            onClose={panel.close}
            onTurnTo={panel.turnTo}
          />
        </>
      )}
    </>
  );
}
