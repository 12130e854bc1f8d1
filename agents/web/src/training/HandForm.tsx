import { useState, type FormEvent } from "react";

import type { Act } from "../core/training/training";
import { useTrainingVisit } from "../live/trainingContext";
import type { Attempt } from "../live/useAttempt";
import { useTwin } from "../live/twinContext";

/** What hands at the plant do: trip a valve or machine, reset trips, acknowledge all alarms. */
export function HandForm({ attempt }: { attempt: Attempt["attempt"] }) {
  const { twin } = useTwin();
  const visit = useTrainingVisit();
  const [name, setName] = useState("");
  const act = (wanted: Act): void => {
    void attempt(() => twin.exchange.training.act(wanted)).then(() => visit.look());
  };
  const trip = (event: FormEvent): void => {
    event.preventDefault();
    act({ does: "trip", name: name.trim().toUpperCase() });
  };
  return (
    <form onSubmit={trip} className="hand-form">
      <input
        value={name}
        required
        size={8}
        placeholder="P-652"
        aria-label="Valve or machine"
        onChange={(event) => setName(event.target.value)}
        data-testid="training-trip-name"
      />
      <button type="submit" data-testid="training-trip">
        Trip by hand
      </button>
      <button type="button" onClick={() => act({ does: "reset" })} data-testid="training-reset">
        Reset trips
      </button>
      <button
        type="button"
        onClick={() => act({ does: "acknowledge", name: "all" })}
        data-testid="training-acknowledge"
      >
        Acknowledge all
      </button>
    </form>
  );
}
