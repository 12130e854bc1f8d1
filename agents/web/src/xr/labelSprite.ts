import { CanvasTexture, LinearFilter, Sprite, SpriteMaterial, SRGBColorSpace } from "three";

import type { LabelText } from "../scene/labelLayer";

const SIZE = 40; // pixels of a letter
const HIGH = 56;
const FONT = `bold ${SIZE}px "Liberation Sans", "Segoe UI", Roboto, Arial, sans-serif`;

function colours({ alarmed, severe, selected }: LabelText): [ground: string, ink: string] {
  if (alarmed) return severe ? ["severe", "severe-text"] : ["warning", "warning-text"];
  return selected ? ["focus", "raised"] : ["raised", "text"];
}

function wordsOf({ thing, value, words }: LabelText): string {
  return [thing.id, value, words].filter(Boolean).join("  ");
}

/** What decides how a label looks. */
export function lookOf(text: LabelText): string {
  return [wordsOf(text), ...colours(text)].join("|");
}

function picture(text: LabelText): HTMLCanvasElement {
  const style = getComputedStyle(document.documentElement);
  const [ground, ink] = colours(text).map((name) => style.getPropertyValue(`--${name}`).trim());
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (pen === null) return canvas;
  pen.font = FONT;
  const words = wordsOf(text);
  canvas.width = Math.ceil(pen.measureText(words).width) + 24;
  canvas.height = HIGH;
  pen.fillStyle = ground ?? "";
  pen.fillRect(0, 0, canvas.width, HIGH);
  pen.font = FONT;
  pen.fillStyle = ink ?? "";
  pen.textBaseline = "middle";
  pen.fillText(words, 12, HIGH / 2 + 2);
  return canvas;
}

/** A label that hangs in the room and always faces the eye; it is one unit high. */
export function makeLabel(text: LabelText): Sprite {
  const canvas = picture(text);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearFilter;
  map.generateMipmaps = false;
  const sprite = new Sprite(new SpriteMaterial({ map, fog: false, toneMapped: false }));
  // What is urgent is not hidden by what stands before it.
  sprite.material.depthTest = !text.alarmed && !text.selected;
  sprite.renderOrder = sprite.material.depthTest ? 5 : 6;
  sprite.center.set(0.5, 0);
  sprite.userData["aspect"] = canvas.width / canvas.height;
  sprite.raycast = () => undefined;
  return sprite;
}

/** Frees what a label holds on the graphics card. */
export function disposeLabel({ material }: Sprite): void {
  material.map?.dispose();
  material.dispose();
}
