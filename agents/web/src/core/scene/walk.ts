/** Walking on the ground of the plant. */

import type { Vector } from "./thing";

/** Height of the eyes above the ground, m. */
export const EYES = 1.7;
const SPEED = 5; // m/s: a quick walk
const HURRY = 4;
const STEEPEST = 1.4; // rad up or down

export interface Walker {
  at: Vector;
  /** Where one looks: rad from the north (-z), growing to the east (+x). */
  heading: number;
  /** rad above the horizon. */
  pitch: number;
}

type Move = "forward" | "back" | "left" | "right" | "hurry";

const KEYS: Record<string, Move> = {
  KeyW: "forward",
  ArrowUp: "forward",
  KeyS: "back",
  ArrowDown: "back",
  KeyA: "left",
  ArrowLeft: "left",
  KeyD: "right",
  ArrowRight: "right",
  ShiftLeft: "hurry",
  ShiftRight: "hurry",
};

/** Which move a key stands for, by its place on the keyboard; undefined for others. */
export function moveOf(code: string): Move | undefined {
  return KEYS[code];
}

/** Where the walker is after some seconds with these keys held down. */
export function walked(walker: Walker, held: ReadonlySet<string>, seconds: number): Walker {
  const moves = new Set([...held].map(moveOf));
  const ahead = Number(moves.has("forward")) - Number(moves.has("back"));
  const aside = Number(moves.has("right")) - Number(moves.has("left"));
  const length = Math.hypot(ahead, aside);
  if (length === 0) return walker;
  const metres = (SPEED * (moves.has("hurry") ? HURRY : 1) * seconds) / length;
  const [sine, cosine] = [Math.sin(walker.heading), Math.cos(walker.heading)];
  const [x, , z] = walker.at;
  const at: Vector = [
    x + metres * (ahead * sine + aside * cosine),
    EYES,
    z + metres * (aside * sine - ahead * cosine),
  ];
  return { ...walker, at };
}

/** The walker after looking around by these angles in rad, to the right and up. */
export function looked(walker: Walker, right: number, up: number): Walker {
  const pitch = Math.min(STEEPEST, Math.max(-STEEPEST, walker.pitch + up));
  return { ...walker, heading: walker.heading + right, pitch };
}

/** A walker who stands below a camera and looks as it does. */
export function landed(camera: Vector, target: Vector): Walker {
  const [x, y, z] = [target[0] - camera[0], target[1] - camera[1], target[2] - camera[2]];
  const flat = Math.hypot(x, z);
  // From high above one would look at one's feet.
  const pitch = Math.max(-0.2, Math.atan2(y, Math.max(flat, 1e-6)));
  return looked(
    { at: [camera[0], EYES, camera[2]], heading: Math.atan2(x, -z), pitch: 0 },
    0,
    pitch,
  );
}

/** A point at which the walker looks. */
export function sight({ at, heading, pitch }: Walker, metres = 10): Vector {
  const flat = metres * Math.cos(pitch);
  return [
    at[0] + flat * Math.sin(heading),
    at[1] + metres * Math.sin(pitch),
    at[2] - flat * Math.cos(heading),
  ];
}
