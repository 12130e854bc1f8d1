import { useMemo, useState } from "react";

import type { Revision } from "../core/diagramCalls";
import { differenceOf } from "../core/scene/drawn";
import type { Thing } from "../core/scene/thing";
import { hasWebGl } from "../core/scene/webgl";
import { useShowsDrawn } from "../live/drawnSight";
import { useTwin } from "../live/twinContext";
import { DrawingChoice, DrawnBanner } from "./DrawnBanner";
import type { LabelText } from "./labelLayer";
import { SceneCanvas } from "./SceneCanvas";
import { SceneSide } from "./SceneSide";
import type { SceneModel } from "./sceneModel";
import { useCamera } from "./useCamera";
import type { Drawing } from "./useDrawing";
import { useHeadset } from "./useHeadset";

// Nothing of a drawing is measured, and nothing flows in it.
const NOTHING = new Map<string, never>();
const NO_SHAPES: readonly never[] = [];

function textsOf(
  things: readonly Thing[],
  fresh: ReadonlySet<string>,
  picked: string | null,
): LabelText[] {
  const shown = things.filter(
    ({ id, type }) => type === "equipment" || fresh.has(id) || id === picked,
  );
  return shown.map((thing) => ({
    thing,
    value: "",
    words: fresh.has(thing.id) ? "NEW" : "",
    severe: false,
    alarmed: false,
    selected: thing.id === picked,
  }));
}

interface DrawnSceneProps {
  model: SceneModel;
  drawn: Revision;
  drawing: Drawing;
  /** Why a newer revision was not built; empty if it was. */
  problem: string;
}

/** The plant with an area as somebody draws it: without values, and without faceplates. */
export function DrawnScene({ model, drawn, drawing, problem }: DrawnSceneProps) {
  useShowsDrawn();
  const { plant } = useTwin().plant;
  const [canDraw] = useState(() => hasWebGl(() => document.createElement("canvas")));
  const [picked, setPicked] = useState<string | null>(null);
  const camera = useCamera(model, null);
  const headset = useHeadset();
  const difference = useMemo(
    () => differenceOf(drawn.diagram, model, plant),
    [drawn, model, plant],
  );
  const texts = useMemo(
    () => textsOf(model.things, difference.fresh, picked),
    [model, difference, picked],
  );
  const go = (thing: Thing): void => {
    setPicked(thing.id);
    camera.flyTo(thing);
  };
  return (
    <section
      className="scene drawn"
      aria-label="A drawing in three dimensions, which nobody runs"
      data-testid="scene"
    >
      <SceneSide
        {...{ model, area: "", states: NOTHING, selected: picked, onGo: go }}
        fresh={difference.fresh}
      />
      <div className="scene-main">
        <div className="table-tools scene-tools">
          <DrawingChoice drawing={drawing} />
          <button type="button" onClick={() => camera.flyToArea(drawn.diagram)}>
            Fly to the area
          </button>
        </div>
        <DrawnBanner
          {...{ drawn, difference, problem }}
          newest={drawing.wanted?.revision ?? drawn.revision}
        />
        {canDraw && (
          <SceneCanvas
            {...{ model, texts, headset, states: NOTHING, shares: NOTHING, flows: NOTHING }}
            {...{ shapes: NO_SHAPES, selected: picked, isMoving: false, onPick: setPicked }}
            {...{ variable: null, variables: NO_SHAPES, onVariable: () => undefined }}
            pose={camera.pose}
            onPilot={camera.onPilot}
            onRest={camera.onRest}
          />
        )}
      </div>
    </section>
  );
}
