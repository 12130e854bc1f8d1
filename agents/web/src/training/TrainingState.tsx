import { plantTime, stateOf, type Training } from "../core/training/training";
import { useTrainingVisit } from "../live/trainingContext";
import { useObservable } from "../live/useObservable";

/** What the training is, and the way into it. */
export function TrainingState({ training }: { training: Training }) {
  const visit = useTrainingVisit();
  const joined = useObservable(visit.twin) !== null;
  const { title, description, instructor, trainees, acts } = training;
  return (
    <section aria-label="State of the training">
      <h2>{title || "A training is open"}</h2>
      <p className="soft">{description}</p>
      <p role="status" data-testid="training-state">
        {plantTime(training.time_s)} of {plantTime(training.duration_s)}, {stateOf(training)}. Led
        by {instructor}; {trainees.length > 0 ? `trainees: ${trainees.join(", ")}` : "all may act"}.
      </p>
      <button
        type="button"
        onClick={() => (joined ? visit.leave() : visit.join())}
        data-testid="training-join"
      >
        {joined ? "Show the plant again" : `Show it on this screen${acts ? "" : " (to look only)"}`}
      </button>
    </section>
  );
}
