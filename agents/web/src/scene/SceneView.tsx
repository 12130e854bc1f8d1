import "../style/scene.css";

import { useContext, useMemo, useState } from "react";

import type { Flow } from "../core/scene/flow";
import { hasWebGl } from "../core/scene/webgl";
import { thingOf, type Thing } from "../core/scene/thing";
import { variablesOf, type Variable, type VariableName } from "../core/scene/variable";
import { SelectionContext } from "../diagram/selection";
import { EmergencyList } from "../emergency/EmergencyList";
import { useEmergencies } from "../emergency/useEmergencies";
import { useTwin } from "../live/twinContext";
import { DrawingChoice } from "./DrawnBanner";
import { DrawnScene } from "./DrawnScene";
import { HeadsetSight } from "./HeadsetSight";
import { HeadsetTools } from "./HeadsetTools";
import { Legend } from "./Legend";
import { SceneCanvas } from "./SceneCanvas";
import { SceneSide } from "./SceneSide";
import { HINTS, SceneTools } from "./SceneTools";
import type { SceneModel } from "./sceneModel";
import { mayMove, useCamera } from "./useCamera";
import { useDrawing, type Drawing } from "./useDrawing";
import { useHeadset } from "./useHeadset";
import { useLabelTexts } from "./useLabelTexts";
import { useSceneModel } from "./useSceneModel";
import { useShapes } from "./useShapes";
import { useFlows, useShares, useThingStates } from "./useThingStates";

/** What is shown where nothing can be drawn in three dimensions. */
function NoPicture() {
  return (
    <p className="scene-message" role="status" data-testid="scene-no-webgl">
      This browser draws nothing in three dimensions: WebGL 2 is missing or turned off. The list and
      the faceplates show the same; the diagram shows it drawn.
    </p>
  );
}

/** Picks a thing as what it is for the faceplate. */
function useSelect(): (thing: Thing) => void {
  const { selectEquipment, selectStream } = useContext(SelectionContext);
  return ({ id, type }) => (type === "pipe" ? selectStream(id) : selectEquipment(id));
}

/** The variable by which things are coloured, of those that this plant measures. */
function useVariable(): {
  variable: Variable | null;
  variables: readonly Variable[];
  onVariable: (name: VariableName | "") => void;
} {
  const { plant } = useTwin();
  const [name, onVariable] = useState<VariableName | "">("");
  const variables = useMemo(() => variablesOf(plant), [plant]);
  return { variable: variables.find((each) => each.name === name) ?? null, variables, onVariable };
}

/** Goes to a thing, or picks one by its id. */
function useVisits(model: SceneModel, flyTo: (thing: Thing) => void) {
  const select = useSelect();
  const go = (thing: Thing): void => {
    select(thing);
    flyTo(thing);
  };
  const byId = (visit: (thing: Thing) => void) => (id: string) => {
    const thing = model.byId.get(id);
    if (thing !== undefined) visit(thing);
  };
  return { go, goTo: byId(go), pick: byId(select) };
}

const someModelled = (flows: ReadonlyMap<string, Flow>): boolean =>
  [...flows.values()].some(({ from }) => from === "model");

/** The plant as it runs. */
function Scene({ model, drawing }: { model: SceneModel; drawing: Drawing }) {
  const { plant } = useTwin();
  const { selection } = useContext(SelectionContext);
  const [canDraw] = useState(() => hasWebGl(() => document.createElement("canvas")));
  const [area, setArea] = useState("");
  const [isFlowShown, setFlowShown] = useState(true);
  const colouring = useVariable();
  const { variable } = colouring;
  const camera = useCamera(model, selection);
  const headset = useHeadset();
  const selected = thingOf(selection, plant);
  const states = useThingStates(model.things);
  const shares = useShares(model.things, variable);
  const flows = useFlows(isFlowShown);
  const emergencies = useEmergencies();
  const shapes = useShapes(model.byId, emergencies);
  const texts = useLabelTexts(model.things, { states, shares, variable, selected, emergencies });
  const { go, goTo, pick } = useVisits(model, camera.flyTo);
  return (
    <section className="scene" aria-label="The plant in three dimensions" data-testid="scene">
      <SceneSide model={model} area={area} states={states} selected={selected} onGo={go} />
      <div className="scene-main">
        <SceneTools
          {...{ ...colouring, area, isFlowShown, onFlowShown: setFlowShown, camera }}
          onArea={(next) => {
            setArea(next);
            camera.flyToArea(next);
          }}
        >
          <DrawingChoice drawing={drawing} />
          {canDraw && <HeadsetTools offer={headset} />}
        </SceneTools>
        <EmergencyList
          emergencies={emergencies}
          isThere={(place) => model.byId.has(place)}
          onGo={goTo}
        />
        <HeadsetSight sight={headset.sight} />
        {canDraw ? (
          <SceneCanvas
            {...{ ...colouring, model, states, shares, flows, texts, shapes, selected }}
            headset={headset}
            pose={camera.pose}
            isMoving={mayMove()}
            onPick={pick}
            onPilot={camera.onPilot}
            onRest={camera.onRest}
          />
        ) : (
          <NoPicture />
        )}
        <Legend
          variable={variable}
          hint={canDraw ? HINTS[camera.way] : ""}
          model={someModelled(flows)}
        />
      </div>
    </section>
  );
}

/** The plant in three dimensions, once its file is read. */
export default function SceneView() {
  const drawing = useDrawing();
  const { found, problem, retry } = useSceneModel(drawing);
  if (found?.drawn)
    return <DrawnScene {...{ drawing, problem, model: found.model, drawn: found.drawn }} />;
  if (found !== null) return <Scene model={found.model} drawing={drawing} />;
  if (problem === "")
    return (
      <p className="scene-message" role="status">
        Reading the plant in three dimensions; after a change of the plant it is made first, which
        takes some seconds …
      </p>
    );
  return (
    <p className="scene-message" role="alert">
      {problem}
      <button type="button" onClick={retry}>
        Try again
      </button>
      <DrawingChoice drawing={drawing} />
    </p>
  );
}
