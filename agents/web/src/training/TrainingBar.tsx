import { Refusal } from "../alarm/Refusal";
import { plantTime, stateOf, type Training } from "../core/training/training";
import { useTrainingVisit, useWatched } from "../live/trainingContext";
import { useAttempt } from "../live/useAttempt";
import { useObservable } from "../live/useObservable";
import { HandForm } from "./HandForm";
import { PaceControls } from "./PaceControls";

/** What the trainees were told last. */
function Message({ training }: { training: Training }) {
  const last = training.events.filter((event) => event.kind === "message").at(-1);
  return (
    <p className="training-message" role="status" data-testid="training-message">
      {last && `${plantTime(last.time)} ${last.text}`}
    </p>
  );
}

function Bar({ training }: { training: Training }) {
  const visit = useTrainingVisit();
  const problem = useObservable(visit.problem);
  const { refusal, attempt } = useAttempt();
  return (
    <section className="training-bar" aria-label="Training" data-testid="training-bar">
      <b data-testid="training-time">
        TRAINING {plantTime(training.time_s)}, {stateOf(training)}
      </b>
      {training.leads && <PaceControls training={training} attempt={attempt} />}
      {training.acts && training.ended === "" && <HandForm attempt={attempt} />}
      <button type="button" onClick={() => visit.leave()} data-testid="training-leave">
        Back to the plant
      </button>
      <Message training={training} />
      <Refusal refusal={refusal} />
      {problem !== "" && <span role="alert">Not shown: {problem}</span>}
    </section>
  );
}

/** In a training: how it is, and what can be done in it besides writing setpoints. */
export function TrainingBar() {
  const visit = useTrainingVisit();
  const joined = useObservable(visit.twin) !== null;
  const training = useObservable(useWatched(joined).training);
  return joined && training !== null ? <Bar training={training} /> : null;
}
