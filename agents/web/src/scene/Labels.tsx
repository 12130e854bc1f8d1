import { useFrame, useThree } from "@react-three/fiber";
import { useEffect, useMemo } from "react";

import type { Area } from "../core/plant";
import type { Thing } from "../core/scene/thing";
import { useTwin } from "../live/twinContext";
import { LabelLayer, type AreaText, type LabelText } from "./labelLayer";
import type { SceneModel } from "./sceneModel";

interface LabelsProps {
  layer: HTMLElement;
  texts: readonly LabelText[];
  model: SceneModel;
}

// Lower ones hide nothing that is worth the reckoning.
const LOWEST = 2.5; // m

function bodiesOf({ things }: SceneModel): Thing[] {
  return things.filter(({ type, size }) => type === "equipment" && size[1] >= LOWEST);
}

function areasOf({ grounds }: SceneModel, areas: readonly Area[]): AreaText[] {
  return grounds.map(({ area, centre }) => {
    const title = areas.find(({ id }) => id === area)?.title ?? area;
    return { title, at: centre };
  });
}

/** Labels in an element over the canvas. */
export function Labels({ layer, texts, model }: LabelsProps) {
  const get = useThree((three) => three.get);
  const { areas } = useTwin().plant.plant;
  const labels = useMemo(
    () => new LabelLayer(layer, bodiesOf(model), areasOf(model, areas)),
    [layer, model, areas],
  );
  useEffect(() => {
    if (!labels.show(texts)) return;
    // What lies over the picture needs no new picture.
    const { camera, size } = get();
    labels.place(camera, size.width, size.height);
  }, [labels, texts, get]);
  useEffect(() => () => layer.replaceChildren(), [layer, labels]);
  // After the camera has moved, which has no priority of its own.
  useFrame(({ camera, size }) => labels.place(camera, size.width, size.height));
  return null;
}
