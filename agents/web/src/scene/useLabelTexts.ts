import { useMemo } from "react";

import { formatNumber, formatUnit } from "../core/format";
import type { LiveValues } from "../core/liveValues";
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
}

function valueOf(id: string, { shares, variable }: Known, values: LiveValues): string {
  const tag = variable?.tags.get(id);
  if (tag === undefined || typeof shares.get(id) !== "number") return "";
  return `${formatNumber(values.get(tag.name)?.value, tag)} ${formatUnit(tag.unit)}`;
}

function textOf(thing: Thing, known: Known, values: LiveValues): LabelText {
  const state = known.states.get(thing.id);
  return {
    thing,
    value: valueOf(thing.id, known, values),
    words: state === undefined ? "" : wordsOf(state),
    alarmed: (state?.alarm ?? null) !== null,
    severe: state?.alarm?.severe ?? false,
    selected: thing.id === known.selected,
  };
}

/** Labels of equipment, and of pipes that say more than their name. */
export function useLabelTexts(things: readonly Thing[], known: Known): LabelText[] {
  const { twin } = useTwin();
  const { states, shares, variable, selected } = known;
  return useMemo(() => {
    const all = { states, shares, variable, selected };
    const texts = things.map((thing) => textOf(thing, all, twin.values));
    return texts.filter(
      ({ thing, value, alarmed, selected: chosen }) =>
        thing.type === "equipment" || value !== "" || alarmed || chosen,
    );
  }, [things, states, shares, variable, selected, twin]);
}
