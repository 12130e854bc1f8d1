import { Refusal } from "../alarm/Refusal";
import type { Control, Debrief, Training, Truth } from "../core/training/training";
import { useTrainingVisit } from "../live/trainingContext";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";
import { EventTable } from "./EventTable";
import { InjectForm } from "./InjectForm";
import { Marks } from "./Marks";
import { OneWord } from "./OneWord";
import { PaceControls } from "./PaceControls";
import { TruthTable } from "./TruthTable";
import { useTruth } from "./useTruth";
import { VerdictTable } from "./VerdictTable";

interface SecretsProps {
  truth: Truth;
  control: (wanted: Control) => Promise<boolean>;
}

/** What trainees neither see nor do. */
function Secrets({ truth, control }: SecretsProps) {
  return (
    <>
      <InjectForm faults={truth.faults} control={control} />
      <Marks marks={truth.marks} control={control} />
      <div className="table-tools">
        <OneWord
          label="Tag to hide"
          button="Hide"
          onSend={(name) => control({ does: "hide", name: name.toUpperCase() })}
        />
        {truth.hidden.map((tag) => (
          <button key={tag} type="button" onClick={() => void control({ does: "show", name: tag })}>
            Show {tag} again
          </button>
        ))}
        <OneWord
          label="Message to the trainees"
          button="Tell"
          onSend={(text) => control({ does: "say", text })}
        />
      </div>
      <TruthTable truth={truth} />
      <VerdictTable verdicts={truth.verdicts} />
      <EventTable events={truth.events} />
    </>
  );
}

interface DeskProps {
  training: Training;
  onEnded: (debrief: Debrief) => void;
}

/** For who leads: pace, marks, faults, what trainees do not see, the truth and the judgement. */
export function InstructorDesk({ training, onEnded }: DeskProps) {
  const { twin } = useTwin();
  const visit = useTrainingVisit();
  const { refusal, attempt } = useAttempt();
  const truth = useTruth(training);
  const control = (wanted: Control): Promise<boolean> =>
    attempt(() => twin.exchange.training.control(wanted).then(() => visit.look()));
  const end = (): void => {
    void attempt(async () => {
      onEnded(await twin.exchange.training.end());
      await visit.look();
    });
  };
  return (
    <section aria-label="Instructor" data-testid="instructor">
      <div className="table-tools">
        <PaceControls training={training} attempt={attempt} />
        <button type="button" onClick={end} data-testid="training-end">
          End, and debrief
        </button>
      </div>
      <Refusal refusal={refusal} />
      {truth !== null && <Secrets truth={truth} control={control} />}
    </section>
  );
}
