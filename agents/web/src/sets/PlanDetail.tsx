import { useState } from "react";

import { Refusal } from "../alarm/Refusal";
import type { Plan, Step } from "../core/sets";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { TextField } from "../users/TextField";
import { PlanAhead } from "./PlanAhead";
import { TagValue } from "./TagValue";

function StepRow({ step }: { step: Step }) {
  return (
    <tr>
      <td className="number">{step.phase}</td>
      <th scope="row">{step.tag}</th>
      <td className="number">
        <TagValue tag={step.tag} value={step.former} />
      </td>
      <td className="number">
        <TagValue tag={step.tag} value={step.value} />
      </td>
      <td>{step.critical ? `a second person decides: ${step.critical}` : ""}</td>
    </tr>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <table aria-label="Plan">
      <thead>
        <tr>
          {["Phase", "Tag", "From", "To", ""].map((head, k) => (
            <th key={head} scope="col" className={[0, 2, 3].includes(k) ? "number" : ""}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <StepRow key={`${step.phase} ${step.tag}`} step={step} />
        ))}
      </tbody>
    </table>
  );
}

function Restore({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const calls = useTwin().twin.exchange.sets;
  const [reason, setReason] = useState("");
  const { busy, refusal, attempt } = useAttempt();
  const restore = async (): Promise<void> => {
    if (await attempt(() => calls.restore(plan, reason))) onDone();
  };
  return (
    <>
      <TextField label="Reason" text={reason} onText={setReason} testId="restore-reason" />
      <button
        type="button"
        className="primary"
        disabled={busy}
        onClick={() => void restore()}
        data-testid="set-restore"
      >
        Restore
      </button>
      <Refusal refusal={refusal} />
    </>
  );
}

/** What a restoring would write, phase by phase, and the button which has it written. */
export function PlanDetail({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  return (
    <section aria-label={`Plan for ${plan.name}`} data-testid="set-plan">
      <p>
        {plan.steps.length === 0
          ? "There is nothing to write."
          : `${plan.steps.length} to write; if one does not succeed, all go back.`}
      </p>
      {plan.steps.length > 0 && <Steps steps={plan.steps} />}
      {plan.left_out.map((why) => (
        <p key={why} className="critical">
          left out: {why}
        </p>
      ))}
      {plan.steps.length > 0 && <PlanAhead plan={plan} />}
      <div className="row-form">
        {plan.steps.length > 0 && <Restore plan={plan} onDone={onClose} />}
        <button type="button" onClick={onClose}>
          Not now
        </button>
      </div>
    </section>
  );
}
