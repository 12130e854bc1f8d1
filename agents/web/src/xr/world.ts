import type { XRStore } from "@react-three/xr";
import type { RefObject } from "react";
import type { Group } from "three";

import type { Pose } from "../core/scene/camera";
import type { Thing } from "../core/scene/thing";
import type { Variable, VariableName } from "../core/scene/variable";
import type { SightOfHeadset } from "../core/xr/sight";
import type { LabelText } from "../scene/labelLayer";
import type { Palette } from "../scene/palette";
import type { SceneModel } from "../scene/sceneModel";

/** What a headset needs of the scene that the page shows. */
export interface WorldProps {
  store: XRStore;
  model: SceneModel;
  palette: Palette;
  /** All that stands in the plant; in AR it becomes a model on a table. */
  plant: RefObject<Group | null>;
  texts: readonly LabelText[];
  thing: Thing | null;
  /** How often a ray has picked something. */
  picks: number;
  onPick: (thing: string) => void;
  variable: Variable | null;
  variables: readonly Variable[];
  onVariable: (name: VariableName | "") => void;
  /** Where the camera was before; null if nobody knows. */
  pose: () => Pose | null;
  sight: SightOfHeadset;
  /** Is given what a ray does on the ground, while it does something. */
  onGround: (jump: ((point: readonly [number, number, number]) => void) | null) => void;
}
