import { useMemo } from "react";

import { formatNumber, formatUnit } from "../core/format";
import type { LiveValues } from "../core/liveValues";
import type { Emergency } from "../core/scene/emergencyWords";
import type { Thing } from "../core/scene/thing";
import { wordsOf, type ThingState } from "../core/scene/thingState";
import type { Share, Variable } from "../core/scene/variable";
import { useTwin } from "../live/twinContext";
import type { LabelText } from "./labelLayer";

interface Known {
  states: ReadonlyMap<string, ThingState>;
  shares: ReadonlyMap<string, Share>;
  variable: Variable | null;
  selected: string | null;
  emergencies: readonly Emergency[];
}

function valueOf(id: string, { shares, variable }: Known, values: LiveValues): string {
  const tag = variable?.tags.get(id);
  if (tag === undefined || typeof shares.get(id) !== "number") return "";
  return `${formatNumber(values.get(tag.name)?.value, tag)} ${formatUnit(tag.unit)}`;
}

const NORMAL: ThingState = { alarm: null, trust: "good" };
type Told = ReadonlyMap<string, Emergency>;

const NOTHING = { words: "", severe: false };

function textOf(thing: Thing, known: Known, told: Told, values: LiveValues): LabelText {
  const state = known.states.get(thing.id) ?? NORMAL;
  const emergency = told.get(thing.id) ?? NOTHING;
  return {
    thing,
    value: valueOf(thing.id, known, values),
    words: `${emergency.words} ${wordsOf(state)}`.trim(),
    alarmed: emergency.words !== "" || state.alarm !== null,
    severe: emergency.severe || state.alarm?.severe === true,
    selected: thing.id === known.selected,
  };
}

/** Labels of equipment, and of pipes that say more than their name. */
export function useLabelTexts(things: readonly Thing[], known: Known): LabelText[] {
  const { twin } = useTwin();
  const { states, shares, variable, selected, emergencies } = known;
  return useMemo(() => {
    const all = { states, shares, variable, selected, emergencies };
    const told = new Map(emergencies.map((one) => [one.place, one]));
    const texts = things.map((thing) => textOf(thing, all, told, twin.values));
    return texts.filter(
      ({ thing, value, alarmed, selected: chosen }) =>
        thing.type === "equipment" || value !== "" || alarmed || chosen,
    );
  }, [things, states, shares, variable, selected, emergencies, twin]);
}
