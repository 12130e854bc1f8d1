import { Refusal } from "../alarm/Refusal";
import type { Branch } from "../core/whatif/answer";
import { useForbiddenEverywhere } from "../live/useForbidden";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { openSet } from "../sets/address";

/** The way to the plant: the values become a setpoint set, which is planned and restored as any. */
export function ApplyBranch({ branch }: { branch: Branch }) {
  const { twin } = useTwin();
  const forbidden = useForbiddenEverywhere();
  const { busy, refusal, attempt } = useAttempt();
  const { name, applies, applies_not, digest } = branch;
  if (applies === null) return <p className="soft">It can be no setpoint set: {applies_not}.</p>;
  const reason = `as tried in the branch ${name}, ${digest.slice(0, 12)}`;
  const apply = async (): Promise<void> => {
    if (!(await attempt(() => twin.exchange.sets.saveValues(name, applies, reason)))) return;
    openSet(name);
  };
  return (
    <div className="row-form">
      <button
        type="button"
        disabled={busy || forbidden !== ""}
        title={forbidden}
        onClick={() => void apply()}
        data-testid="branch-apply"
      >
        To the plant, as a setpoint set …
      </button>
      <span className="soft">
        Saves the set {name} and opens it; only its restoring writes to the plant.
      </span>
      <Refusal refusal={refusal} />
    </div>
  );
}
