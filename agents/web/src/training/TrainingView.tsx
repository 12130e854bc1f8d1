import { useState } from "react";

import type { Debrief, Training } from "../core/training/training";
import { useWatched } from "../live/trainingContext";
import { useMe } from "../live/useMe";
import { useObservable } from "../live/useObservable";
import { DebriefPanel } from "./DebriefPanel";
import { EventTable } from "./EventTable";
import { InstructorDesk } from "./InstructorDesk";
import { OpenForm } from "./OpenForm";
import { TrainingState } from "./TrainingState";

function Nothing() {
  const mayLead = useMe()?.may.includes("train") ?? false;
  return mayLead ? <OpenForm /> : <p className="soft">No training is open.</p>;
}

interface OpenProps {
  training: Training;
  onEnded: (debrief: Debrief) => void;
}

function Open({ training, onEnded }: OpenProps) {
  return (
    <>
      <TrainingState training={training} />
      {training.leads ? (
        <InstructorDesk training={training} onEnded={onEnded} />
      ) : (
        <EventTable events={training.events} />
      )}
    </>
  );
}

/** Live training: open one, lead it, join it; what came of it. */
export function TrainingView() {
  const training = useObservable(useWatched().training);
  const [debrief, setDebrief] = useState<Debrief | null>(null);
  return (
    <section className="table-view training-view" aria-label="Training" data-testid="training">
      {debrief !== null && <DebriefPanel debrief={debrief} onClose={() => setDebrief(null)} />}
      {training === null ? <Nothing /> : <Open training={training} onEnded={setDebrief} />}
    </section>
  );
}
