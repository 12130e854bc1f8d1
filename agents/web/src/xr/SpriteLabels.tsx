import { useFrame } from "@react-three/fiber";
import { useEffect, useMemo } from "react";
import { Group, type Sprite } from "three";

import { middleOf } from "../core/scene/camera";
import type { Thing, Vector } from "../core/scene/thing";
import { labelHeight, nearestLabels } from "../core/xr/labels";
import type { LabelText } from "../scene/labelLayer";
import { eyeOf } from "./head";
import { disposeLabel, lookOf, makeLabel } from "./labelSprite";

const EVERY_S = 0.5;
const ABOVE = 0.6; // m over the top of what it names

function topOf(thing: Thing): Vector {
  const [x, y, z] = thing.type === "pipe" ? middleOf(thing) : thing.centre;
  return [x, y + (thing.type === "pipe" ? 0 : thing.size[1] / 2) + ABOVE, z];
}

/** Sprites by what they show, of which some hang in the room. */
class HungLabels {
  readonly group = new Group();
  private readonly known = new Map<string, { look: string; sprite: Sprite }>();

  private due = 0;
  private hung: readonly unknown[] = [];

  /** Whether anything has changed, or somebody may have walked on. */
  isDue(now: number, ...shown: readonly unknown[]): boolean {
    const isSame = shown.every((each, place) => each === this.hung[place]);
    if (isSame && now < this.due) return false;
    this.hung = shown;
    this.due = now + EVERY_S;
    return true;
  }

  hang(texts: readonly LabelText[], eye: Vector, inRoom: (point: Vector) => Vector): void {
    const all = texts.map((text) => {
      const at = inRoom(topOf(text.thing));
      const distance = Math.hypot(at[0] - eye[0], at[1] - eye[1], at[2] - eye[2]);
      const urgency = text.selected ? 3 : text.alarmed ? 2 : 0;
      return { id: text.thing.id, text, at, distance, urgency };
    });
    const chosen = nearestLabels(all);
    const ids = new Set(chosen.map(({ id }) => id));
    for (const id of this.known.keys()) if (!ids.has(id)) this.drop(id);
    for (const { id, text, at, distance } of chosen) {
      const sprite = this.spriteOf(id, text);
      const high = labelHeight(distance);
      sprite.position.set(...at);
      sprite.scale.set(high * (sprite.userData["aspect"] as number), high, 1);
    }
  }

  private spriteOf(id: string, text: LabelText): Sprite {
    const look = lookOf(text);
    const before = this.known.get(id);
    if (before?.look === look) return before.sprite;
    this.drop(id);
    const sprite = makeLabel(text);
    this.known.set(id, { look, sprite });
    this.group.add(sprite);
    return sprite;
  }

  private drop(id: string): void {
    const label = this.known.get(id);
    if (label === undefined) return;
    this.known.delete(id);
    this.group.remove(label.sprite);
    disposeLabel(label.sprite);
  }

  dispose(): void {
    for (const id of [...this.known.keys()]) this.drop(id);
  }
}

interface SpriteLabelsProps {
  texts: readonly LabelText[];
  inRoom: (point: Vector) => Vector;
}

/** Labels in the room: what lies over the page is not seen in a headset. */
export function SpriteLabels({ texts, inRoom }: SpriteLabelsProps) {
  const labels = useMemo(() => new HungLabels(), []);
  useEffect(() => () => labels.dispose(), [labels]);
  useFrame(({ camera, clock }, _, frame) => {
    if (frame === undefined) return;
    if (labels.isDue(clock.elapsedTime, texts, inRoom)) labels.hang(texts, eyeOf(camera), inRoom);
  });
  return <primitive object={labels.group} />;
}
