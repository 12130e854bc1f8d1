import { EMPTY_HISTORY, extend, since, timeOf, withSetpoint, type History } from "../core/history";
import type { Tag } from "../core/plant";
import type { Twin } from "../core/twin";
import type { LiveTwin } from "../live/twinContext";

interface Wanted {
  tag: Tag;
  minutes: number;
  /** Where it ends, in Unix milliseconds; null where it ends now. */
  until: number | null;
  /** Whether what comes while it is looked at is left out. */
  isStill: boolean;
}

type Change = (known: History) => History;

async function load(twin: Twin, { tag, minutes, until }: Wanted, setpoint: string | null) {
  const history = (await twin.exchange.history(tag.name, minutes, until)) ?? EMPTY_HISTORY;
  if (setpoint === null) return history;
  const desired = await twin.exchange.history(setpoint, minutes, until);
  return withSetpoint(history, desired ?? EMPTY_HISTORY);
}

/** Tells the past of a tag once it is read, and each live sample after it, until what it returns is called. */
export function followHistory(
  { twin, plant }: LiveTwin,
  wanted: Wanted,
  tell: (change: Change) => void,
  fail: (problem: string) => void,
): () => void {
  const { tag, minutes, isStill } = wanted;
  const loop = plant.controllerReading(tag.name);
  const setpoint = loop === undefined ? null : `${loop.name}.SP`;
  let current = true;
  load(twin, wanted, setpoint)
    .then((loaded) => {
      if (current) tell(() => loaded);
    })
    .catch((error: unknown) => {
      if (current) fail(error instanceof Error ? error.message : String(error));
    });
  const hear = (): void => {
    const sample = twin.values.get(tag.name);
    if (sample === undefined) return;
    const held = setpoint === null ? null : (twin.values.get(setpoint)?.value ?? null);
    const from = (timeOf(sample) ?? 0) - minutes * 60;
    tell((known) => since(extend(known, sample, sample.desired ?? held), from));
  };
  const unsubscribe = isStill ? () => undefined : twin.values.subscribe(tag.name, hear);
  return () => {
    current = false;
    unsubscribe();
  };
}
