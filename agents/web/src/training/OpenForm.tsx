import { useEffect, useState, type FormEvent } from "react";

import { Refusal } from "../alarm/Refusal";
import { useTrainingVisit } from "../live/trainingContext";
import { useAttempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";

/** For instructors: which scenario, for whom. */
export function OpenForm() {
  const { twin } = useTwin();
  const visit = useTrainingVisit();
  const [names, setNames] = useState<string[]>([]);
  const [trainees, setTrainees] = useState("");
  const { busy, refusal, attempt } = useAttempt();
  useEffect(() => {
    // Without a list there is nothing to choose; the header tells of a lost exchange.
    void twin.exchange.training.scenarios().then(setNames, () => undefined);
  }, [twin]);
  const open = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const scenario = String(new FormData(event.currentTarget).get("scenario"));
    const users = trainees.split(/[\s,]+/).filter((user) => user !== "");
    void attempt(() => twin.exchange.training.begin(scenario, users)).then(() => visit.look());
  };
  return (
    <form onSubmit={open} className="training-form" data-testid="training-open-form">
      <h2>Open a training</h2>
      <label className="field">
        Scenario
        <select name="scenario" data-testid="training-scenario">
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="field">
        Trainees (users; nobody named: all may act)
        <input value={trainees} onChange={(event) => setTrainees(event.target.value)} />
      </label>
      <button type="submit" disabled={busy || names.length === 0} data-testid="training-open">
        {busy ? "Building the model …" : "Open"}
      </button>
      <Refusal refusal={refusal} />
    </form>
  );
}
