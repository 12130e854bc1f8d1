import { useState, type ReactNode } from "react";

import type { Variable, VariableName } from "../core/scene/variable";
import { AreaChoice } from "../table/AreaChoice";
import type { Way } from "./pilot";
import type { Camera } from "./useCamera";

interface SceneToolsProps {
  area: string;
  onArea: (area: string) => void;
  camera: Pick<Camera, "way" | "setWay" | "copyLink">;
  variables: readonly Variable[];
  variable: Variable | null;
  onVariable: (name: VariableName | "") => void;
  isFlowShown: boolean;
  onFlowShown: (shown: boolean) => void;
  /** Ways into a headset. */
  children: ReactNode;
}

function LinkButton({ copyLink }: Pick<Camera, "copyLink">) {
  const [word, setWord] = useState("Copy link");
  const copy = async (): Promise<void> =>
    setWord((await copyLink()) ? "Link copied" : "The address has it");
  return (
    <button
      type="button"
      title="An address that opens this view with what is selected"
      data-testid="scene-link"
      onClick={() => void copy()}
    >
      {word}
    </button>
  );
}

const WAYS: readonly [Way, string][] = [
  ["orbit", "Orbit"],
  ["walk", "Walk"],
];

/** How the camera is moved in each way. */
export const HINTS: Readonly<Record<Way, string>> = {
  orbit: "Drag to turn, drag with the right button to move, wheel to come closer",
  walk: "W A S D or arrows to walk, Shift to hurry, drag to look around",
};

function WayChoice({ way, setWay }: Pick<Camera, "way" | "setWay">) {
  return (
    <span role="group" aria-label="Camera" className="scene-ways">
      {WAYS.map(([each, word]) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === way}
          title={HINTS[each]}
          data-testid={`scene-${each}`}
          onClick={() => setWay(each)}
        >
          {word}
        </button>
      ))}
    </span>
  );
}

/** What can be chosen for the picture. */
export function SceneTools(props: SceneToolsProps) {
  return (
    <div className="table-tools scene-tools">
      <AreaChoice area={props.area} onArea={props.onArea} testId="scene-area" />
      <WayChoice way={props.camera.way} setWay={props.camera.setWay} />
      <select
        aria-label="Colour by"
        value={props.variable?.name ?? ""}
        onChange={(event) => props.onVariable(event.target.value as VariableName | "")}
        data-testid="scene-variable"
      >
        <option value="">Grey, alarms in colour</option>
        {props.variables.map(({ name }) => (
          <option key={name} value={name}>
            Colour by {name}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={props.isFlowShown}
          onChange={(event) => props.onFlowShown(event.target.checked)}
          data-testid="scene-flow"
        />
        Flow
      </label>
      <LinkButton copyLink={props.camera.copyLink} />
      {props.children}
    </div>
  );
}
