import type { Substance } from "../core/scene/emergency";

interface Look {
  colour: string;
  opacity: number;
}

/** The same in both themes: an emergency is to be seen before anything else. */
export const LOOKS: Readonly<Record<Substance, Look>> = {
  gas: { colour: "#f4f7f8", opacity: 0.6 },
  liquid: { colour: "#3d7fb8", opacity: 0.75 },
  flame: { colour: "#ff7a1a", opacity: 0.7 },
  flammable: { colour: "#f2c230", opacity: 0.35 },
  dangerous: { colour: "#a04bc4", opacity: 0.2 },
  pool: { colour: "#3d7fb8", opacity: 0.65 },
  water: { colour: "#1f6fd1", opacity: 0.4 },
  stuck: { colour: "#c4161c", opacity: 0.35 },
};
