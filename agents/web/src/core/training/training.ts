/** A live training, as the exchange shows it. */

export interface TrainingEvent {
  /** Seconds of plant time since the beginning. */
  time: number;
  kind: "trigger" | "fault" | "message" | "action" | "refused" | "alarm" | "trip" | "model";
  name: string;
  text: string;
}

export interface Training {
  /** Empty for trainees until it is over: it would tell what is coming. */
  title: string;
  description: string;
  plant: string;
  duration_s: number;
  instructor: string;
  trainees: string[];
  /** Whether this user may act in it. */
  acts: boolean;
  /** Whether this user may lead it. */
  leads: boolean;
  time_s: number;
  running: boolean;
  speed: number;
  /** Why it is over; empty while it is not. */
  ended: string;
  events: TrainingEvent[];
}

/** What came of one expectation, or of one thing that is forbidden. */
export interface Verdict {
  name: string;
  result: string;
  points: number;
  possible: number;
  due: number | null;
  time: number | null;
  reason: string;
}

/** What only instructors may know. */
export interface Truth {
  marks: Record<string, number>;
  hidden: string[];
  events: TrainingEvent[];
  verdicts: Verdict[];
  faults: string[];
  /** Mass in kg that has come out of each opening. */
  released: Record<string, number>;
  /** In truth, as read, and by the model. */
  shown: Record<string, [number, number, number | null]>;
}

export interface Debrief {
  outcome: { passed: boolean; score: number; pass_at: number; verdicts: Verdict[] };
  /** The whole debrief, as HTML. */
  page: string;
}

export interface Control {
  does:
    | "run"
    | "freeze"
    | "speed"
    | "step"
    | "mark"
    | "back"
    | "inject"
    | "clear"
    | "hide"
    | "show"
    | "say";
  name?: string;
  value?: number;
  text?: string;
  kind?: string;
  target?: string;
  numbers?: string[];
}

export interface Act {
  does: "set" | "trip" | "reset" | "acknowledge";
  name?: string;
  value?: number;
  unit?: string;
}

/** Plant time as people say it, such as 4:05. */
export function plantTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** How it is, in words. */
export function stateOf({ ended, running, speed }: Training): string {
  if (ended !== "") return `over: ${ended}`;
  return running ? `running ${speed} × as fast` : "frozen";
}
