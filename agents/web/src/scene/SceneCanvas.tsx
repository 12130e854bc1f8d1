import { Canvas } from "@react-three/fiber";
import { useCallback, useMemo, useState } from "react";

import type { Flow } from "../core/scene/flow";
import type { ThingState } from "../core/scene/thingState";
import type { Share } from "../core/scene/variable";
import { useTheme } from "../shell/theme";
import { CameraRig } from "./CameraRig";
import { Flows } from "./Flows";
import type { LabelText } from "./labelLayer";
import { Labels } from "./Labels";
import { paletteOf } from "./palette";
import type { Pilot } from "./pilot";
import { PlantBodies } from "./PlantBodies";
import type { SceneModel } from "./sceneModel";
import { SelectionBox } from "./SelectionBox";

const LENS = { fov: 50, near: 0.3, far: 3000 };
const HAZE = { from: 400, to: 1800 }; // m

export interface SceneCanvasProps {
  model: SceneModel;
  states: ReadonlyMap<string, ThingState>;
  shares: ReadonlyMap<string, Share>;
  flows: ReadonlyMap<string, Flow>;
  texts: readonly LabelText[];
  selected: string | null;
  isMoving: boolean;
  onPick: (thing: string) => void;
  onPilot: (pilot: Pilot | null) => void;
  onRest: (pilot: Pilot) => void;
}

/** The picture. A frame is drawn when something has changed, and not otherwise. */
export function SceneCanvas(props: SceneCanvasProps) {
  const { model, selected } = props;
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
  const thing = selected === null ? undefined : model.byId.get(selected);
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
        <PlantBodies {...props} palette={palette} />
        <Flows model={model} palette={palette} flows={props.flows} isMoving={props.isMoving} />
        {thing?.type === "equipment" && <SelectionBox thing={thing} colour={palette.selected} />}
        {layer !== null && <Labels layer={layer} texts={props.texts} model={model} />}
      </Canvas>
      <div className="scene-labels" ref={setLayer} aria-hidden="true" />
    </div>
  );
}
