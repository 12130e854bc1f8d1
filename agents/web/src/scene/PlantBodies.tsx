import { useThree, type ThreeEvent } from "@react-three/fiber";
import { useEffect, useMemo } from "react";

import type { Vector } from "../core/scene/thing";
import type { ThingState } from "../core/scene/thingState";
import type { Share } from "../core/scene/variable";
import { Painter } from "./appearance";
import { Bodies } from "./bodies";
import type { Palette } from "./palette";
import type { SceneModel } from "./sceneModel";

const STILL = 4; // pixels that a click may move
// The land around: below the areas, and so far that it ends in the haze.
const SITE_DEPTH = -0.5; // m
const SITE_RADIUS = 2500; // m

interface PlantBodiesProps {
  model: SceneModel;
  palette: Palette;
  states: ReadonlyMap<string, ThingState>;
  shares: ReadonlyMap<string, Share>;
  selected: string | null;
  onPick: (thing: string) => void;
  /** Is given a place on the ground that was pointed at; null while nobody wants to know. */
  onGround: ((point: Vector) => void) | null;
  /** Whether the land around is shown. */
  hasSite: boolean;
}

/** Whether a click was meant as one: a mouse may not have been dragged, a headset's ray always is. */
function isMeant(event: ThreeEvent<MouseEvent>): boolean {
  return !(event.nativeEvent instanceof MouseEvent) || event.delta <= STILL;
}

/** Equipment, pipes and the ground; a click picks what is in front. */
export function PlantBodies(props: PlantBodiesProps) {
  const { model, palette, states, shares, selected, onPick, onGround, hasSite } = props;
  const invalidate = useThree((three) => three.invalidate);
  const bodies = useMemo(() => new Bodies(model), [model]);
  const painter = useMemo(() => new Painter(bodies, palette), [bodies, palette]);
  useEffect(() => () => bodies.dispose(), [bodies]);
  useEffect(() => {
    const changed = painter.paint(model.parts.keys(), (id) => ({
      state: states.get(id),
      share: shares.get(id),
      selected: id === selected,
      isBoxed: model.byId.get(id)?.type === "equipment",
    }));
    if (changed) invalidate();
  }, [painter, model, states, shares, selected, invalidate]);
  const pick = (event: ThreeEvent<MouseEvent>): void => {
    const id = bodies.idOf(event.batchId);
    event.stopPropagation();
    if (id !== undefined && model.byId.has(id) && isMeant(event)) onPick(id);
  };
  // Only what listens is in the way of a ray.
  const ground =
    onGround === null
      ? {}
      : { onClick: ({ point }: ThreeEvent<MouseEvent>) => onGround([point.x, point.y, point.z]) };
  return (
    <>
      <primitive object={bodies.mesh} onClick={pick} />
      {hasSite && (
        <mesh position={[0, SITE_DEPTH, 0]} rotation={[-Math.PI / 2, 0, 0]} {...ground}>
          <circleGeometry args={[SITE_RADIUS, 48]} />
          <meshBasicMaterial color={palette.site} />
        </mesh>
      )}
      {model.grounds.map(({ area, centre, size }) => (
        <mesh key={area} position={[centre[0], centre[1], centre[2]]} {...ground}>
          <boxGeometry args={[size[0], size[1], size[2]]} />
          <meshLambertMaterial color={palette.ground} />
        </mesh>
      ))}
    </>
  );
}
