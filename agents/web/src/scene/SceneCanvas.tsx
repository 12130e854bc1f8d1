import { Canvas } from "@react-three/fiber";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Group } from "three";

import type { Flow } from "../core/scene/flow";
import type { Shape } from "../core/scene/emergency";
import type { Pose } from "../core/scene/camera";
import type { Thing, Vector } from "../core/scene/thing";
import type { ThingState } from "../core/scene/thingState";
import type { Share, Variable, VariableName } from "../core/scene/variable";
import { useTheme } from "../shell/theme";
import { CameraRig } from "./CameraRig";
import { Emergencies } from "./Emergencies";
import { Flows } from "./Flows";
import type { LabelText } from "./labelLayer";
import { Labels } from "./Labels";
import { paletteOf, type Palette } from "./palette";
import type { Pilot } from "./pilot";
import { PlantBodies } from "./PlantBodies";
import type { SceneModel } from "./sceneModel";
import { SelectionBox } from "./SelectionBox";
import type { HeadsetOffer } from "./useHeadset";

const LENS = { fov: 50, near: 0.3, far: 3000 };
const HAZE = { from: 400, to: 1800 }; // m

export interface SceneCanvasProps {
  model: SceneModel;
  states: ReadonlyMap<string, ThingState>;
  shares: ReadonlyMap<string, Share>;
  flows: ReadonlyMap<string, Flow>;
  texts: readonly LabelText[];
  shapes: readonly Shape[];
  selected: string | null;
  isMoving: boolean;
  onPick: (thing: string) => void;
  onPilot: (pilot: Pilot | null) => void;
  onRest: (pilot: Pilot) => void;
  headset: HeadsetOffer;
  variable: Variable | null;
  variables: readonly Variable[];
  onVariable: (name: VariableName | "") => void;
  pose: () => Pose | null;
}

type Jump = (point: Vector) => void;

function thingOf(model: SceneModel, id: string | null): Thing | null {
  return (id === null ? undefined : model.byId.get(id)) ?? null;
}

interface ContentsProps extends SceneCanvasProps {
  palette: Palette;
  layer: HTMLElement | null;
}

/** All that is drawn; in a headset with what only a headset shows. */
function Contents(props: ContentsProps) {
  const { model, selected, palette, layer, texts, headset, onPick } = props;
  const plant = useRef<Group>(null);
  const [picks, setPicks] = useState(0);
  const [jump, setJump] = useState<Jump | null>(null);
  const onGround = useCallback((next: Jump | null) => setJump(() => next), []);
  const pick = (id: string): void => {
    setPicks((before) => before + 1);
    onPick(id);
  };
  const found = headset.headset;
  const thing = thingOf(model, selected);
  return (
    <>
      <group ref={plant}>
        <PlantBodies {...props} onPick={pick} onGround={jump} hasSite={headset.kind !== "ar"} />
        <Flows model={model} palette={palette} flows={props.flows} isMoving={props.isMoving} />
        <Emergencies shapes={props.shapes} />
        {thing?.type === "equipment" && <SelectionBox thing={thing} colour={palette.selected} />}
      </group>
      {layer !== null && headset.kind === null && (
        <Labels layer={layer} texts={texts} model={model} />
      )}
      {found !== null && (
        <found.World
          store={found.store}
          {...{ model, palette, plant, texts, thing, picks, onPick, onGround }}
          {...{ variable: props.variable, variables: props.variables, pose: props.pose }}
          onVariable={props.onVariable}
          sight={headset.sight}
        />
      )}
    </>
  );
}

/** The picture. A frame is drawn when something has changed, and not otherwise. */
export function SceneCanvas(props: SceneCanvasProps) {
  const { theme } = useTheme();
  const palette = useMemo(() => paletteOf(theme), [theme]);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  const [lost, setLost] = useState(false);
  const [canvas, setCanvas] = useState(0);
  const watch = useCallback((element: HTMLCanvasElement) => {
    element.tabIndex = 0;
    element.setAttribute(
      "aria-label",
      "The plant in three dimensions; the list beside it is the same",
    );
    element.addEventListener("webglcontextlost", () => setLost(true), { once: true });
  }, []);
  if (lost)
    return (
      <p className="scene-message" role="alert">
        The graphics card has dropped the picture.
        <button
          type="button"
          onClick={() => {
            setLost(false);
            setCanvas(canvas + 1);
          }}
        >
          Draw it again
        </button>
      </p>
    );
  return (
    <div className="scene-picture" data-testid="scene-picture">
      <Canvas
        key={canvas}
        frameloop="demand"
        flat
        dpr={[1, 1.5]}
        camera={LENS}
        onCreated={({ gl }) => watch(gl.domElement)}
      >
        <color attach="background" args={[palette.sky]} />
        <fog attach="fog" args={[palette.sky, HAZE.from, HAZE.to]} />
        <hemisphereLight args={["#ffffff", "#5c6468", 1.7]} />
        <directionalLight position={[60, 120, 90]} intensity={1.9} />
        <CameraRig onPilot={props.onPilot} onRest={props.onRest} />
        <Contents {...props} {...{ palette, layer }} />
      </Canvas>
      <div className="scene-labels" ref={setLayer} aria-hidden="true" />
    </div>
  );
}
