import { useState } from "react";

import { Refusal } from "../alarm/Refusal";
import type { Plan } from "../core/sets";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { Comparison } from "./Comparison";
import { PlanDetail } from "./PlanDetail";
import { useComparison } from "./useComparison";

const FINEST = 0.1; // % of a range, the step of the tolerance

interface SetPanelProps {
  name: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** One set: how the plant differs from it, and the way back to it. */
export function SetPanel({ name, onClose, onDeleted }: SetPanelProps) {
  const calls = useTwin().twin.exchange.sets;
  const [tolerance, setTolerance] = useState(0);
  const [plan, setPlan] = useState<Plan | null>(null);
  const { busy, refusal, attempt } = useAttempt();
  const compared = useComparison(name, tolerance);
  const make = async (): Promise<void> => setPlan(await calls.plan(name, tolerance));
  const remove = async (): Promise<void> => {
    if (await attempt(() => calls.delete(name))) onDeleted();
  };
  return (
    <section className="detail" aria-label={`Set ${name}`} data-testid="set-detail">
      <h2>
        {name}
        <button
          type="button"
          disabled={busy}
          onClick={() => void remove()}
          data-testid="set-delete"
        >
          Delete
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </h2>
      {compared && <Comparison values={compared.values} />}
      <div className="row-form">
        <label className="field">
          Tolerance, % of each range
          <input
            type="number"
            min={0}
            max={100}
            step={FINEST}
            value={tolerance}
            onChange={(event) => setTolerance(event.target.valueAsNumber || 0)}
            data-testid="set-tolerance"
          />
        </label>
        <button
          type="button"
          disabled={busy}
          onClick={() => void attempt(make)}
          data-testid="set-make-plan"
        >
          Plan the way back …
        </button>
      </div>
      {plan && <PlanDetail key={plan.plan_id} plan={plan} onClose={() => setPlan(null)} />}
      <Refusal refusal={refusal} />
    </section>
  );
}
