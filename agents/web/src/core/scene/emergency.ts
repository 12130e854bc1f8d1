/** Shapes of what comes out of the process: jets, clouds, pools and flames, of published numbers. */

import type { Release } from "../release";
import { middleOf } from "./camera";
import type { Thing, Vector } from "./thing";

export type Substance =
  "gas" | "liquid" | "flame" | "flammable" | "dangerous" | "pool" | "water" | "stuck";

/** A cone that begins in a point and widens along a direction (of length 1). */
export interface Cone {
  form: "cone";
  of: Substance;
  from: Vector;
  along: Vector;
  length: number;
  radius: number;
}

/** An ellipsoid, a flat ellipse on the ground, or a box; by its middle and its size. */
export interface Body {
  form: "cloud" | "disc" | "box";
  of: Substance;
  centre: Vector;
  size: Vector;
}

export type Shape = Cone | Body;

/** There is a wind speed and no direction: it blows to the east. */
const DOWNWIND: Vector = [1, 0, 0];
const UP: Vector = [0, 1, 0];
const AIR = 1.2; // kg/m3
const GRAVITY = 9.81; // m/s2
/** Speed on the axis of a round jet falls as 6.3 d/x (Rajaratnam 1976, Turbulent Jets). */
const DECAY = 6.3;
const CALM = 1; // m/s; in less wind a jet is followed no further
const SPREAD = 0.1; // half width of a jet to its length, ibid.
const STREAM = 0.02; // the same of a liquid, which breaks up late
const FLAME = 0.12; // the same of a flame, about a cone
/** A liquid spreads on concrete down to 5 mm (CPR 14E, 2005), at some 800 kg/m3. */
const POOL = 4; // kg/m2
const LEAST = 0.3; // m; what is smaller is not drawn
const THIN = 0.06; // m

/** How far a jet reaches until it is as slow as the wind, or has fallen to the ground, in m. */
export function jetLength(release: Release, height: number): number {
  const { phase, rate, speed, wind } = release;
  if (phase === "liquid") return speed * Math.sqrt((2 * Math.max(height, 0)) / GRAVITY);
  return (DECAY * Math.sqrt((4 * rate * speed) / (Math.PI * AIR))) / Math.max(wind, CALM);
}

/** Radius of a pool of so many kg, in m. */
export function poolRadius(mass: number): number {
  return Math.sqrt(mass / POOL / Math.PI);
}

/** Where it comes out: holes in the east of a body, all else at its top. */
export function openingOf(release: Release, thing: Thing): Vector {
  if (thing.type === "pipe") return middleOf(thing);
  const [x, y, z] = thing.centre;
  if (release.kind === "hole") return [x + thing.size[0] / 2, y, z];
  return [x, y + thing.size[1] / 2, z];
}

function jetOf(release: Release, from: Vector): Cone[] {
  const along = release.kind === "hole" ? DOWNWIND : UP;
  if (release.burning) {
    const { flame: length } = release;
    return [{ form: "cone", of: "flame", from, along, length, radius: FLAME * length }];
  }
  if (release.kind === "flare") return [];
  const length = jetLength(release, from[1]);
  const isLiquid = release.phase === "liquid";
  const radius = (isLiquid ? STREAM : SPREAD) * length;
  return [{ form: "cone", of: release.phase, from, along, length, radius }];
}

/** What drifts with the wind; what burns makes no cloud, and what flares not either. */
function cloudsOf(release: Release, from: Vector): Body[] {
  if (release.burning || release.kind === "flare") return [];
  const { flammable_length: long, flammable_width: wide, flammable_height: high } = release;
  const { dangerous_length: far, dangerous_width: broad } = release;
  const base = release.kind === "hole" ? 0 : from[1] + jetLength(release, from[1]);
  return [
    {
      form: "cloud",
      of: "flammable",
      centre: [from[0] + long / 2, base, from[2]],
      size: [long, 2 * high, wide],
    },
    {
      form: "disc",
      of: "dangerous",
      centre: [from[0] + far / 2, THIN, from[2]],
      size: [far, THIN, broad],
    },
  ];
}

function poolOf(release: Release, [x, , z]: Vector): Body[] {
  const radius = poolRadius(release.pool);
  const size: Vector = [2 * radius, THIN, 2 * radius];
  return [{ form: "disc", of: "pool", centre: [x + radius, 2 * THIN, z], size }];
}

/** Something around a thing, a little larger than itself. */
function around(thing: Thing, of: Substance): Body {
  const [x, y, z] = thing.size;
  return { form: "box", of, centre: thing.centre, size: [x + LEAST, y + LEAST, z + LEAST] };
}

function isLarge(shape: Shape): boolean {
  return (shape.form === "cone" ? shape.length : shape.size[0]) > LEAST;
}

/** What a release looks like at the thing that it comes out of. */
export function shapesOf(release: Release, thing: Thing): Shape[] {
  if (release.kind === "tube_rupture") return [around(thing, "water")];
  const from = openingOf(release, thing);
  const all = [...cloudsOf(release, from), ...poolOf(release, from), ...jetOf(release, from)];
  return all.filter(isLarge);
}

/** The mark of what does not move any more. */
export function stuckShape(thing: Thing): Shape {
  return around(thing, "stuck");
}
