/** A scale of colours from low to high: from dark to light, so that it also reads in grey. */

export type Colour = readonly [red: number, green: number, blue: number];

// Blue to pale green: red and amber are kept for alarms.
const STOPS: readonly Colour[] = [
  [28, 37, 94],
  [30, 86, 140],
  [32, 136, 152],
  [104, 186, 148],
  [224, 240, 178],
];

/** Red, green and blue (0 to 255) at a share of the scale; beyond its ends it is that of the end. */
export function colourAt(share: number): Colour {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = STOPS[Math.floor(place)] ?? [0, 0, 0];
  const above = STOPS[Math.ceil(place)] ?? below;
  const part = place - Math.floor(place);
  const mixed = below.map((from, channel) => from + part * ((above[channel] ?? from) - from));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

/** The same as a text for style sheets. */
export function cssColour(share: number): string {
  return `rgb(${colourAt(share)
    .map((part) => Math.round(part))
    .join(" ")})`;
}
