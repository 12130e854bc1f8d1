import { useState } from "react";

import { questionOfPlan, type Plan } from "../core/sets";
import { addressWithBranch } from "../core/whatif/address";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { AskButton } from "../whatif/AskButton";
import { RunState } from "../whatif/RunState";
import { SpanChoice } from "../whatif/SpanChoice";

const MINUTES = 30;

/** What would come of a plan: asked of the model as a whole, phase by phase. */
export function PlanAhead({ plan }: { plan: Plan }) {
  const asked = useObservable(useTwin().twin.whatIf.asked);
  const [minutes, setMinutes] = useState(MINUTES);
  const [number, setNumber] = useState("");
  const [kept, setKept] = useState("");
  return (
    <>
      <div className="row-form">
        <SpanChoice minutes={minutes} onMinutes={setMinutes} />
        <AskButton question={questionOfPlan(plan, minutes)} onAsked={setNumber} />
      </div>
      {asked?.number === number && <RunState onKept={setKept} />}
      {kept !== "" && (
        <p role="status">
          Kept as a branch: <a href={addressWithBranch("#", { name: kept, other: "" })}>{kept}</a>
        </p>
      )}
    </>
  );
}
