/**
 * The shape of a panel: texts and buttons with their places. Lengths are units of which a panel is
 * 1024 wide; in the room that is 0.9 m, so a line of text is seen under 1.1 degrees from 1.5 m.
 */

import type { Emphasis, PanelContent, PanelRow, PanelSetpoint } from "./panelContent";

export const WIDTH = 1024;
export const METRES = 0.9;

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type ButtonName =
  | "close"
  | "previous"
  | "next"
  | "colour"
  | "rows"
  | "loop"
  | "down"
  | "up"
  | "send"
  | "leave"
  | "left"
  | "right"
  | "smaller"
  | "larger"
  | "move";

export interface Button extends Area {
  name: ButtonName;
  text: string;
  enabled: boolean;
}

export interface Text {
  x: number;
  /** Of its middle line. */
  y: number;
  /** Longest length; what is longer is squeezed. */
  width: number;
  text: string;
  size: number;
  align: "left" | "right";
  emphasis: Emphasis;
  bold: boolean;
  italic: boolean;
}

export interface PanelLayout {
  height: number;
  texts: readonly Text[];
  buttons: readonly Button[];
  /** The band that tells where the values come from; null on a panel without values. */
  band: Area | null;
}

const EDGE = 24;
const INNER = WIDTH - 2 * EDGE;
const BAND = 68;
const LINE = 54;
const TALL = 84; // of a button: 7.4 cm, 2.8 degrees
const GAP = 12;
export const SIZES = { band: 40, title: 52, text: 34, value: 40 } as const;

const PLAIN = { align: "left", emphasis: "none", bold: false, italic: false } as const;

function textAt(x: number, y: number, width: number, text: string, rest: Partial<Text> = {}): Text {
  return { ...PLAIN, size: SIZES.text, x, y, width, text, ...rest };
}

function rowTexts(row: PanelRow, y: number): Text[] {
  const look = { emphasis: row.emphasis, italic: !row.live };
  return [
    textAt(EDGE, y, 290, row.tag),
    textAt(560, y, 230, row.value, { ...look, align: "right", size: SIZES.value, bold: true }),
    textAt(572, y, 130, row.unit),
    textAt(712, y, 178, row.words, { ...look, bold: true }),
    textAt(WIDTH - EDGE, y, 104, row.age, { align: "right" }),
  ];
}

type Wish = readonly [name: ButtonName, text: string, enabled?: boolean];

/** Buttons of equal width in a row. */
export function buttonRow(wishes: readonly Wish[], y: number): Button[] {
  const width = (INNER - (wishes.length - 1) * GAP) / wishes.length;
  return wishes.map(([name, text, enabled = true], place) => {
    return { name, text, enabled, x: EDGE + place * (width + GAP), y, width, height: TALL };
  });
}

interface Block {
  texts: Text[];
  buttons: Button[];
  /** Where what follows begins. */
  end: number;
}

function headOf({ title, purpose, provenance }: PanelContent): Block {
  const italic = provenance.kind !== "live";
  const words = textAt(EDGE, BAND / 2, INNER, provenance.words, {
    size: SIZES.band,
    bold: true,
    italic,
  });
  const name = textAt(EDGE, BAND + 44, INNER, title, { size: SIZES.title, bold: true });
  const about = textAt(EDGE, BAND + 96, INNER, purpose);
  return { texts: [words, name, about], buttons: [], end: BAND + 132 };
}

function rowsOf({ rows, page }: PanelContent, top: number): Block {
  const texts = rows.flatMap((row, place) => rowTexts(row, top + (place + 0.5) * LINE));
  if (rows.length === 0)
    texts.push(textAt(EDGE, top + LINE / 2, INNER, "Nothing is measured here."));
  const bottom = top + Math.max(1, rows.length) * LINE + GAP;
  if (page === "") return { texts, buttons: [], end: bottom };
  const buttons = buttonRow([["rows", `More values (${page})`]], bottom);
  return { texts, buttons, end: bottom + TALL + GAP };
}

function setpointOf(wanted: PanelSetpoint, page: string, top: number): Block {
  const texts = [
    textAt(EDGE, top + LINE / 2, 420, wanted.tag, { bold: true }),
    textAt(WIDTH - EDGE, top + LINE / 2, 520, `now ${wanted.now}`, { align: "right" }),
  ];
  const wishes: Wish[] = [
    ["down", "−", wanted.canStep],
    ["up", "+", wanted.canStep],
    ["send", `Send ${wanted.draft}`, wanted.canSend],
  ];
  if (page !== "") wishes.push(["loop", `Other (${page})`]);
  const buttons = buttonRow(wishes, top + LINE);
  const end = top + LINE + TALL + GAP;
  texts.push(textAt(EDGE, end + LINE / 2, INNER, wanted.stage, { bold: true }));
  return { texts, buttons, end: end + LINE };
}

/** The panel of an item. */
export function panelLayout(content: PanelContent): PanelLayout {
  const blocks = [headOf(content)];
  const endOf = (): number => blocks.at(-1)?.end ?? 0;
  blocks.push(rowsOf(content, endOf()));
  const { setpoint, setpointPage } = content;
  if (setpoint !== null) blocks.push(setpointOf(setpoint, setpointPage, endOf()));
  const last = buttonRow(
    [
      ["previous", "◂ Previous"],
      ["next", "Next ▸"],
      ["colour", content.variable === "" ? "Colour" : content.variable],
      ["leave", "Leave"],
      ["close", "Close"],
    ],
    endOf() + GAP,
  );
  return {
    height: endOf() + GAP + TALL + EDGE,
    texts: blocks.flatMap(({ texts }) => texts).filter(({ text }) => text !== ""),
    buttons: [...blocks.flatMap(({ buttons }) => buttons), ...last],
    band: { x: 0, y: 0, width: WIDTH, height: BAND },
  };
}

/** The bar before a model on a table; while it is being moved it goes to where one looks. */
export function barLayout(scale: string, isMoving: boolean): PanelLayout {
  const wishes: Wish[] = [
    ["left", "⟲ Turn"],
    ["right", "Turn ⟳"],
    ["smaller", "Smaller"],
    ["larger", "Larger"],
    ["move", "Move", !isMoving],
    ["leave", "Leave"],
  ];
  const hint = isMoving
    ? "look at a surface, then pull the trigger"
    : "point at something to read it";
  const words = textAt(EDGE, 36, INNER, `Model ${scale}: ${hint}`);
  return { height: 72 + TALL + EDGE, texts: [words], buttons: buttonRow(wishes, 72), band: null };
}

/** Height of a panel in the room, m. */
export function metresHigh({ height }: PanelLayout): number {
  return (height * METRES) / WIDTH;
}

/**
 * The button that is hit, if any.
 * @param u from 0 at the left to 1 at the right edge of the panel
 * @param v from 0 at the lower to 1 at the upper edge
 */
export function buttonAt({ height, buttons }: PanelLayout, u: number, v: number): Button | null {
  const [x, y] = [u * WIDTH, (1 - v) * height];
  const hit = buttons.find(
    (each) => x >= each.x && x <= each.x + each.width && y >= each.y && y <= each.y + each.height,
  );
  return hit ?? null;
}

/** The middle of a button, in metres to the right of and above the panel's middle. */
export function middleOfButton(layout: PanelLayout, button: Area): [right: number, up: number] {
  const unit = METRES / WIDTH;
  const right = (button.x + button.width / 2 - WIDTH / 2) * unit;
  const up = (layout.height / 2 - button.y - button.height / 2) * unit;
  return [right, up];
}
