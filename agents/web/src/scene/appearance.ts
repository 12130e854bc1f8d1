import { Color, SRGBColorSpace } from "three";

import { colourAt } from "../core/scene/colourScale";
import type { ThingState } from "../core/scene/thingState";
import type { Share } from "../core/scene/variable";
import type { Bodies } from "./bodies";
import type { Palette } from "./palette";

/** What decides how a thing looks. */
export interface Look {
  state: ThingState | undefined;
  /** Undefined while things are not coloured by a variable. */
  share: Share | undefined;
  selected: boolean;
  /** Marked by a box when it is selected, so that its colour can go on saying something. */
  isBoxed: boolean;
}

/** More than the eye tells apart; finer ones would have a picture drawn for each new value. */
const STEPS = 48;

function ofShare(share: Share, palette: Palette): Color {
  if (share === "not measured") return palette.unmeasured;
  if (share === "not good") return palette.distrusted;
  const [red, green, blue] = colourAt(Math.round(share * STEPS) / STEPS);
  return new Color().setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace);
}

function ofAlarm(state: ThingState | undefined, palette: Palette): Color | null {
  const alarm = state?.alarm ?? null;
  if (alarm === null) return null;
  return alarm.severe ? palette.severe : palette.warning;
}

/** The colour of a thing; null for the greys of its materials. */
export function colourOf(look: Look, palette: Palette): Color | null {
  const { state, share, selected, isBoxed } = look;
  const said = ofAlarm(state, palette) ?? (share === undefined ? null : ofShare(share, palette));
  return selected && !(isBoxed && said !== null) ? palette.selected : said;
}

/** Paints things whose colour has changed since the last time, and no others. */
export class Painter {
  private readonly painted = new Map<string, string>();

  constructor(
    private readonly bodies: Bodies,
    private readonly palette: Palette,
  ) {}

  /** True if anything was painted. */
  paint(ids: Iterable<string>, lookOf: (id: string) => Look): boolean {
    let changed = false;
    for (const id of ids) {
      const colour = colourOf(lookOf(id), this.palette);
      const name = colour?.getHexString() ?? "";
      if (this.painted.get(id) === name) continue;
      this.painted.set(id, name);
      this.bodies.paint(id, colour, this.palette);
      changed = true;
    }
    return changed;
  }
}
