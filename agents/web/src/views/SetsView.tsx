import { useState } from "react";

import { useAddress } from "../live/useAddress";
import { useObservable } from "../live/useObservable";
import { useTwin } from "../live/twinContext";
import { openSet, setIn } from "../sets/address";
import { RestoreEntry } from "../sets/RestoreEntry";
import { SaveSet } from "../sets/SaveSet";
import { SetPanel } from "../sets/SetPanel";
import { SetTable } from "../sets/SetTable";
import { useSets } from "../sets/useSets";

/** Setpoint sets: save, compare, restore as one transaction, and what became of it. */
export function SetsView() {
  const restores = useObservable(useTwin().twin.restores);
  const { sets, refresh } = useSets();
  const open = setIn(useAddress());
  const [saving, setSaving] = useState(false);
  const show = (name: string): void => {
    setSaving(false);
    openSet(name);
    refresh();
  };
  return (
    <section className="table-view" aria-label="Setpoint sets" data-testid="sets">
      {open && (
        <SetPanel key={open} name={open} onClose={() => openSet("")} onDeleted={() => show("")} />
      )}
      <div className="table-tools">
        <button
          type="button"
          aria-expanded={saving}
          onClick={() => setSaving(!saving)}
          data-testid="new-set"
        >
          Save the plant as it is …
        </button>
      </div>
      {saving && <SaveSet onDone={show} />}
      {sets.length > 0 ? (
        <SetTable sets={sets} onOpen={openSet} />
      ) : (
        <p className="soft">No set has been saved yet.</p>
      )}
      {restores.length > 0 && <h2>Restorings</h2>}
      {restores.map((restore) => (
        <RestoreEntry key={restore.restore_id} restore={restore} />
      ))}
    </section>
  );
}
