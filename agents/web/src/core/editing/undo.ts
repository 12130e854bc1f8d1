/** States one after the other, each with what was done; going back and forth loses none. */
export interface Undo<State> {
  readonly past: readonly Step<State>[];
  readonly present: State;
  readonly future: readonly Step<State>[];
}

interface Step<State> {
  /** What leads from the older to the newer of two states. */
  readonly label: string;
  /** The state on the other side of the step. */
  readonly state: State;
}

const MOST = 200;

export function begin<State>(present: State): Undo<State> {
  return { past: [], present, future: [] };
}

/** Do something; what had been undone can not be done again then. */
export function done<State>(undo: Undo<State>, label: string, present: State): Undo<State> {
  if (present === undo.present) return undo;
  const past = [...undo.past, { label, state: undo.present }].slice(-MOST);
  return { past, present, future: [] };
}

export function undone<State>({ past, present, future }: Undo<State>): Undo<State> {
  const last = past.at(-1);
  if (last === undefined) return { past, present, future };
  return {
    past: past.slice(0, -1),
    present: last.state,
    future: [{ label: last.label, state: present }, ...future],
  };
}

export function redone<State>({ past, present, future }: Undo<State>): Undo<State> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, present, future };
  return {
    past: [...past, { label: next.label, state: present }],
    present: next.state,
    future: rest,
  };
}
