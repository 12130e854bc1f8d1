import { Color } from "three";

import type { Theme } from "../shell/theme";

/** Colours of the scene in one theme. Grey by material and by what is in a pipe: ISA-101. */
export interface Palette {
  sky: Color;
  /** Of the areas, and of the land around them. */
  ground: Color;
  site: Color;
  materials: Readonly<Record<string, Color>>;
  /** Where a value is not good, and where nothing is measured, while things are coloured by it. */
  distrusted: Color;
  unmeasured: Color;
  selected: Color;
  severe: Color;
  warning: Color;
  /** Marks of flow that the plant has measured, and of that which the model tells. */
  flow: Color;
  modelFlow: Color;
}

const GREYS: Record<Theme, Record<string, string>> = {
  light: {
    steel: "#b4babf",
    insulated: "#e4e7e8",
    machine: "#8b949b",
    fired: "#a7a29d",
    concrete: "#c0c3c4",
    actuator: "#79838b",
    inlet: "#9aa39e",
    outlet: "#a39d9a",
    gas: "#a3abb1",
    liquid: "#858f97",
    two_phase: "#949da4",
    steam: "#b3b9bd",
    water: "#8f9ba3",
    ground: "#b7bcbf",
    site: "#c6cbce",
    distrusted: "#8f8f8f",
    unmeasured: "#d3d7d9",
  },
  dark: {
    steel: "#79838a",
    insulated: "#98a1a7",
    machine: "#5d676e",
    fired: "#6f6a66",
    concrete: "#59605f",
    actuator: "#515c65",
    inlet: "#64706a",
    outlet: "#706764",
    gas: "#7c878e",
    liquid: "#616c74",
    two_phase: "#6d777f",
    steam: "#879096",
    water: "#66727b",
    ground: "#343b40",
    site: "#282e32",
    distrusted: "#7b7b7b",
    unmeasured: "#5a646b",
  },
};

const FALLBACK = new Color("#a3abb1");

/** The palette of a theme; what the style sheet already names is read from it. */
export function paletteOf(theme: Theme): Palette {
  const style = getComputedStyle(document.documentElement);
  const named = (name: string): Color => new Color(style.getPropertyValue(`--${name}`).trim());
  const greys = Object.entries(GREYS[theme]).map(
    ([name, grey]) => [name, new Color(grey)] as const,
  );
  const materials: Record<string, Color> = Object.fromEntries(greys);
  return {
    sky: named("base"),
    ground: materials["ground"] ?? FALLBACK,
    site: materials["site"] ?? FALLBACK,
    materials,
    distrusted: materials["distrusted"] ?? FALLBACK,
    unmeasured: materials["unmeasured"] ?? FALLBACK,
    selected: named("focus"),
    severe: named("severe"),
    warning: named("warning"),
    flow: named("number"),
    modelFlow: named("pen-simulated"),
  };
}

/** The grey of a material; one that is not known has that of a pipe with gas. */
export function greyOf(palette: Palette, material: string): Color {
  return palette.materials[material] ?? FALLBACK;
}
