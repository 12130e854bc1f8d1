import { Vector3, type Camera } from "three";

import { middleOf } from "../core/scene/camera";
import { crosses } from "../core/scene/hiding";
import { chosenLabels, type Candidate } from "../core/scene/labelChoice";
import type { Thing } from "../core/scene/thing";

/** What a label says of a thing. */
export interface LabelText {
  thing: Thing;
  /** The value by which things are coloured; empty without. */
  value: string;
  /** Alarm and quality in words; empty if nothing is abnormal. */
  words: string;
  severe: boolean;
  alarmed: boolean;
  selected: boolean;
}

const FARTHEST = 75; // m
const LETTER = 7.2; // pixels
const ABOVE = 0.6; // m over the top of the equipment

function same(one: LabelText, other: LabelText | undefined): boolean {
  const names = Object.keys(one) as (keyof LabelText)[];
  return other !== undefined && names.every((name) => one[name] === other[name]);
}

function anchorOf(thing: Thing): Vector3 {
  const [x, y, z] = thing.type === "pipe" ? middleOf(thing) : thing.centre;
  const top = thing.type === "pipe" ? y : y + thing.size[1] / 2;
  return new Vector3(x, top + ABOVE, z);
}

function isInSight({ x, y, z }: Vector3): boolean {
  return Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) < 1;
}

/** Labels over the canvas; they follow the camera without React. */
export class LabelLayer {
  private readonly drawn: HTMLElement[] = [];
  private texts: readonly LabelText[] = [];
  private readonly anchors = new WeakMap<Thing, Vector3>();

  /** @param bodies what may stand before a label's place */
  constructor(
    private readonly layer: HTMLElement,
    private readonly bodies: readonly Thing[],
  ) {}

  /** Takes what labels say; true if that is not what they say already. */
  show(texts: readonly LabelText[]): boolean {
    const before = this.texts;
    this.texts = texts;
    return (
      texts.length !== before.length || !texts.every((each, place) => same(each, before[place]))
    );
  }

  /** Puts the labels where the camera sees them; sizes are the canvas's, in pixels. */
  place(camera: Camera, width: number, height: number): void {
    const byId = new Map(this.texts.map((text) => [text.thing.id, text]));
    const candidates = this.texts.flatMap((text) => this.candidate(text, camera, width, height));
    const chosen = chosenLabels(candidates, FARTHEST);
    chosen.forEach((each, place) => {
      const text = byId.get(each.id);
      if (text !== undefined) write(this.element(place), each, text);
    });
    this.drawn.slice(chosen.length).forEach((each) => (each.hidden = true));
  }

  private candidate(text: LabelText, camera: Camera, width: number, height: number): Candidate[] {
    const anchor = this.anchors.get(text.thing) ?? anchorOf(text.thing);
    this.anchors.set(text.thing, anchor);
    const seen = anchor.clone().project(camera);
    if (!isInSight(seen)) return [];
    const urgency = text.selected ? 2 : text.alarmed ? 1 : 0;
    const distance = camera.position.distanceTo(anchor);
    const isFar = distance > FARTHEST || this.isHidden(text.thing, anchor, camera);
    if (urgency === 0 && isFar) return [];
    const letters = `${text.thing.id} ${text.value} ${text.words}`.trim().length;
    const [x, y] = [((seen.x + 1) / 2) * width, ((1 - seen.y) / 2) * height];
    return [{ id: text.thing.id, x, y, distance, width: 12 + LETTER * letters, urgency }];
  }

  private isHidden(thing: Thing, anchor: Vector3, camera: Camera): boolean {
    const [eye, point] = [camera.position.toArray(), anchor.toArray()];
    return this.bodies.some((body) => body !== thing && crosses(eye, point, body));
  }

  private element(place: number): HTMLElement {
    const known = this.drawn[place];
    if (known !== undefined) return known;
    const made = document.createElement("span");
    for (const part of ["b", "i", "em"]) made.append(document.createElement(part));
    this.layer.append(made);
    this.drawn.push(made);
    return made;
  }
}

function write(element: HTMLElement, { x, y }: Candidate, text: LabelText): void {
  const classes = [text.alarmed ? (text.severe ? "severe" : "warning") : ""];
  if (text.selected) classes.push("selected");
  element.hidden = false;
  element.className = classes.join(" ");
  element.dataset["thing"] = text.thing.id;
  const parts = [text.thing.id, text.value, text.words];
  [...element.children].forEach((part, place) => (part.textContent = parts[place] ?? ""));
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
