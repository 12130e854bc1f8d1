import { useState } from "react";

import type { PastState } from "../core/timeMachine";
import { usePast, useTimeMachine } from "../live/timeContext";
import { useTwin } from "../live/twinContext";
import { useOpenView } from "../live/viewContext";
import { localText, momentText } from "./moment";

const MINUTE = 60_000;
const SPEEDS = [1, 10, 60, 600];
const REACHES: Readonly<Record<string, number>> = {
  "15 min": 15 * MINUTE,
  "1 h": 60 * MINUTE,
  "8 h": 480 * MINUTE,
  "24 h": 1440 * MINUTE,
  all: Infinity,
};

function Step({ ms, text, words }: { ms: number; text: string; words: string }) {
  const machine = useTimeMachine();
  return (
    <button type="button" aria-label={words} title={words} onClick={() => machine.step(ms)}>
      {text}
    </button>
  );
}

function Playing({ past }: { past: PastState }) {
  const machine = useTimeMachine();
  const word = past.playing ? "Pause" : "Play";
  return (
    <>
      <button
        type="button"
        aria-label={word}
        data-testid="past-play"
        onClick={() => (past.playing ? machine.pause() : machine.play())}
      >
        {past.playing ? "⏸" : "▶"}
      </button>
      <label>
        Speed{" "}
        <select
          value={past.speed}
          data-testid="past-speed"
          onChange={(event) => machine.setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>{`${speed} ×`}</option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={past.loop}
          onChange={(event) => machine.setLoop(event.target.checked)}
        />{" "}
        Loop
      </label>
    </>
  );
}

function Slider({ past }: { past: PastState }) {
  const machine = useTimeMachine();
  const [reach, setReach] = useState("1 h");
  const first = Math.max(past.first, past.last - (REACHES[reach] ?? Infinity));
  return (
    <>
      <input
        type="range"
        min={Math.min(first, past.at)}
        max={past.last}
        step={1000}
        value={past.at}
        aria-label="Moment"
        aria-valuetext={momentText(past.at)}
        data-testid="past-slider"
        onChange={(event) => machine.seek(Number(event.target.value))}
      />
      <label>
        of the last{" "}
        <select value={reach} onChange={(event) => setReach(event.target.value)}>
          {Object.keys(REACHES).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Where in the past the screen is, and the way to another moment and back to live. */
export function TimeBar() {
  const past = usePast();
  const machine = useTimeMachine();
  const { twin } = useTwin();
  const openView = useOpenView();
  if (past === null) return null;
  const tryFromHere = (): void => {
    twin.whatIf.draft.set({ ...twin.whatIf.draft.get(), at: past.at });
    openView("what-if");
  };
  return (
    <section className="time-bar" aria-label="Time" data-testid="time-bar">
      <b className="past-word" role="status" data-testid="past-time">
        HISTORY {past.shown === null ? "" : momentText(past.shown)}
        {past.shown !== past.at && past.problem === "" && " …"}
      </b>
      <Step ms={-MINUTE} text="−1 min" words="One minute back" />
      <Step ms={-MINUTE / 6} text="−10 s" words="Ten seconds back" />
      <Playing past={past} />
      <Step ms={MINUTE / 6} text="+10 s" words="Ten seconds on" />
      <Step ms={MINUTE} text="+1 min" words="One minute on" />
      <Slider past={past} />
      <input
        type="datetime-local"
        step={1}
        value={localText(past.at)}
        aria-label="Go to"
        data-testid="past-go"
        onChange={(event) => machine.seek(Date.parse(event.target.value))}
      />
      <button type="button" onClick={tryFromHere} data-testid="past-what-if">
        What if from here …
      </button>
      <button type="button" onClick={() => machine.close()} data-testid="past-close">
        Back to live
      </button>
      {past.problem !== "" && <span role="alert">Not shown: {past.problem}</span>}
    </section>
  );
}
