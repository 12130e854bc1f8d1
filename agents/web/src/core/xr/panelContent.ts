/** What a panel in the headset says of an item, in words and numbers, before it has a shape. */

import { conditionOf, ORIGIN_BADGE, TRUST_BADGE, type Condition } from "../condition";
import { formatAge, formatNumber, formatUnit } from "../format";
import type { LiveValues } from "../liveValues";
import type { Tag } from "../plant";
import type { Provenance } from "./provenance";

export type Emphasis = "none" | "warning" | "severe" | "distrusted";

export interface PanelRow {
  tag: string;
  value: string;
  unit: string;
  /** Alarm, quality and origin in words; empty if all is as it should be. */
  words: string;
  age: string;
  emphasis: Emphasis;
  /** False for what does not come from the plant. */
  live: boolean;
}

export interface PanelSetpoint {
  tag: string;
  /** With unit. */
  now: string;
  draft: string;
  /** How far the sent command has come, or why none can be sent; empty before. */
  stage: string;
  canStep: boolean;
  canSend: boolean;
}

export interface PanelContent {
  title: string;
  purpose: string;
  provenance: Provenance;
  rows: readonly PanelRow[];
  /** `2/3` if there are more rows than a panel shows; empty otherwise. */
  page: string;
  setpoint: PanelSetpoint | null;
  /** `1/2` if the item has several setpoints; empty otherwise. */
  setpointPage: string;
  /** By what things are coloured; empty for grey. */
  variable: string;
}

/** Rows that a panel shows at once. */
export const ROWS = 6;

function emphasisOf({ trust, alarm }: Condition): Emphasis {
  if (alarm !== null) return alarm.severe ? "severe" : "warning";
  return trust === "good" ? "none" : "distrusted";
}

/** The row of a tag at `now` (monotonic milliseconds). */
export function rowOf(tag: Tag, values: LiveValues, now: number): PanelRow {
  const sample = values.get(tag.name);
  const condition = conditionOf(sample, tag, now);
  const { trust, alarm, origin, live, age } = condition;
  const words = [alarm?.word, TRUST_BADGE[trust], origin === null ? "" : ORIGIN_BADGE[origin]];
  return {
    tag: tag.name,
    value: formatNumber(sample?.value, tag),
    unit: formatUnit(tag.unit),
    words: words.filter(Boolean).join(" "),
    age: formatAge(age),
    emphasis: emphasisOf(condition),
    live,
  };
}

/** The part of a list that a page shows, and how the page is named; pages are a ring. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size = ROWS,
): { shown: readonly Item[]; name: string } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const at = ((page % pages) + pages) % pages;
  const shown = items.slice(at * size, (at + 1) * size);
  return { shown, name: pages === 1 ? "" : `${at + 1}/${pages}` };
}

/** All of a panel as lines, for whoever looks at the page and not into the headset. */
export function linesOf(content: PanelContent): string[] {
  const { title, purpose, provenance, rows, setpoint } = content;
  const told = rows.map(({ tag, value, unit, words, age }) =>
    [tag, value, unit, words, `age ${age}`].filter(Boolean).join(" "),
  );
  const asked =
    setpoint === null
      ? []
      : [`${setpoint.tag} now ${setpoint.now}, to send ${setpoint.draft}`, setpoint.stage];
  return [`${title}: ${purpose}`, provenance.words, ...told, ...asked].filter(Boolean);
}
