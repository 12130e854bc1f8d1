import { Vector3, type Camera } from "three";

import { middleOf } from "../core/scene/camera";
import { crosses } from "../core/scene/hiding";
import { chosenLabels, type Candidate } from "../core/scene/labelChoice";
import type { Thing, Vector } from "../core/scene/thing";

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

/** The title of an area, at its middle on the ground. */
export interface AreaText {
  title: string;
  at: Vector;
}

const FARTHEST = 75; // m
const AREA_NEAREST = 110; // m; from nearer its equipment says where one is
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

interface View {
  camera: Camera;
  /** Of the canvas, in pixels. */
  width: number;
  height: number;
}

/** Where a point is on the canvas; null if it is out of sight. */
function seenAt(
  point: Vector3,
  { camera, width, height }: View,
): Pick<Candidate, "x" | "y" | "distance"> | null {
  const { x, y, z } = point.clone().project(camera);
  if (Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) >= 1) return null;
  const distance = camera.position.distanceTo(point);
  return { x: ((x + 1) / 2) * width, y: ((1 - y) / 2) * height, distance };
}

/** The label moved so that it is not cut off at a side. */
function inside(label: Candidate, width: number): Candidate {
  const half = label.width / 2;
  return { ...label, x: Math.max(half, Math.min(width - half, label.x)) };
}

function areaCandidate({ title, at }: AreaText, view: View): Candidate[] {
  const seen = seenAt(new Vector3(...at), view);
  if (seen === null || seen.distance < AREA_NEAREST) return [];
  return [{ id: title, ...seen, width: 12 + LETTER * title.length, urgency: 1 }];
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
    private readonly areas: readonly AreaText[],
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
    const view = { camera, width, height };
    const byId = new Map(this.texts.map((text) => [text.thing.id, text]));
    const candidates = [
      ...this.texts.flatMap((text) => this.candidate(text, view)),
      ...this.areas.flatMap((area) => areaCandidate(area, view)),
    ];
    const chosen = chosenLabels(
      candidates.map((each) => inside(each, width)),
      FARTHEST,
    );
    chosen.forEach((each, place) => write(this.element(place), each, byId.get(each.id)));
    this.drawn.slice(chosen.length).forEach((each) => (each.hidden = true));
  }

  private candidate(text: LabelText, view: View): Candidate[] {
    const anchor = this.anchors.get(text.thing) ?? anchorOf(text.thing);
    this.anchors.set(text.thing, anchor);
    const seen = seenAt(anchor, view);
    if (seen === null) return [];
    const urgency = text.selected ? 3 : text.alarmed ? 2 : 0;
    const isFar = seen.distance > FARTHEST || this.isHidden(text.thing, anchor, view.camera);
    if (urgency === 0 && isFar) return [];
    const letters = `${text.thing.id} ${text.value} ${text.words}`.trim().length;
    return [{ id: text.thing.id, ...seen, width: 12 + LETTER * letters, urgency }];
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

function classOf(text: LabelText | undefined): string {
  if (text === undefined) return "area";
  const alarm = text.alarmed ? (text.severe ? "severe" : "warning") : "";
  return `${alarm} ${text.selected ? "selected" : ""}`.trim();
}

/** Writes the label of a thing, or of an area, which has its name only. */
function write(element: HTMLElement, { id, x, y }: Candidate, text: LabelText | undefined): void {
  element.hidden = false;
  element.className = classOf(text);
  element.dataset["thing"] = id;
  const parts = [id, text?.value, text?.words];
  [...element.children].forEach((part, place) => (part.textContent = parts[place] ?? ""));
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
