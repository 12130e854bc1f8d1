import type { Viewport } from "@xyflow/react";
import { useMemo, useState } from "react";

import { ModelTwin } from "../core/modelTwin";
import type { Area } from "../core/plant";
import { Diagram, type SharedView } from "../diagram/Diagram";
import { TwinContext, useTwin } from "../live/twinContext";
import { useObservable } from "../live/useObservable";
import { PinnedLink } from "./PinnedLink";
import { useSide } from "./side";
import { SideChoice } from "./SideChoice";

/** What the readings of a twin are called: those of the plant may be a training's, or of then. */
function useReadingsWord(): string {
  const { twin } = useTwin();
  const until = useObservable(twin.until);
  if (twin.isTraining) return "TRAINING";
  return until === null ? "PLANT" : "PLANT, AS IT WAS";
}

interface SideProps {
  area: Area;
  tools?: React.ReactNode;
  shared?: SharedView;
  isSecond?: boolean;
}

/** The diagram with the model's values: another ground, its name across it, and dashed marks. */
function OfModel(props: SideProps) {
  const { twin, plant } = useTwin();
  const model = useMemo(() => ({ twin: new ModelTwin(twin), plant }), [twin, plant]);
  const label = (
    <b className="side-label" data-testid="side-label-model">
      MODEL <i>simulated, not measured</i>
    </b>
  );
  return (
    <div className="side of-model">
      <TwinContext.Provider value={model}>
        <Diagram {...props} label={label} />
      </TwinContext.Provider>
    </div>
  );
}

function BesideModel(props: SideProps) {
  const word = useReadingsWord();
  const label = (
    <b className="side-label" data-testid="side-label-plant">
      {word} <i>measured</i>
    </b>
  );
  return (
    <div className="side of-plant">
      <Diagram {...props} label={label} />
    </div>
  );
}

/** Whose values are shown, and a link to them. */
function SideTools({ area }: { area: Area }) {
  const { plant } = useTwin();
  return (
    <>
      <PinnedLink drawing={plant.drawing(area.id)} />
      <SideChoice />
    </>
  );
}

/** Plant and model, moved and zoomed together. */
function Both({ area, tools }: Pick<SideProps, "area" | "tools">) {
  const [viewport, onViewportChange] = useState<Viewport | null>(null);
  const shared = { viewport, onViewportChange };
  return (
    <div className="sides">
      <BesideModel area={area} shared={shared} tools={tools} />
      <OfModel area={area} shared={shared} isSecond />
    </div>
  );
}

/** The diagram of an area with the plant's values, the model's, or both side by side. */
export function Sides({ area }: { area: Area }) {
  const [side] = useSide();
  const tools = <SideTools area={area} />;
  if (side === "both") return <Both area={area} tools={tools} />;
  if (side === "model") return <OfModel area={area} tools={tools} />;
  return <Diagram area={area} tools={tools} />;
}
